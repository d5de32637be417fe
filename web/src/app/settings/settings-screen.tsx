import './settings.css';
import type { ReactNode } from 'react';
import { useDevice } from '../../live/use-device.ts';
import { LinkButton } from '../../ui/button.tsx';
import { ChoiceGroup } from '../../ui/choice.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { useText } from '../../ui/use-text.ts';
import { chooseLanguage, type Language } from '../messages/wording.ts';
import { savePreferences, usePreferences } from '../preferences.ts';
import { DeviceSection } from './device-section.tsx';
import { LockSection } from './lock-section.tsx';
import { OfflineSection } from './offline-section.tsx';
import { PeopleSection } from './people-section.tsx';
import { StorageSection } from './storage-section.tsx';
import { ThemeChoice } from './theme-choice.tsx';

export function SettingsScreen(): ReactNode {
  const text = useText();
  return (
    <Page title={text('settings.title')} backHref="/">
      <PeopleSection />
      <LockSection />
      <AppearanceSection />
      <ServerSection />
      <DeviceSection />
      <StorageSection />
      <OfflineSection />
      <AboutSection />
    </Page>
  );
}

/** Each in its own tongue: who needs the other one cannot read this one. */
const languageNames: Readonly<Record<Language, string>> = { en: 'English', de: 'Deutsch' };

function AppearanceSection(): ReactNode {
  const text = useText();
  const { language, hand, theme } = usePreferences();
  return (
    <Section title={text('settings.appearance')}>
      <ThemeChoice hasLabel />
      {theme === 'sun' ? <p className="muted">{text('settings.themeSunHint')}</p> : null}
      <ChoiceGroup
        layout="segments"
        label={text('settings.language')}
        value={chooseLanguage(language, navigator.languages)}
        onChange={(chosen) => savePreferences({ language: chosen })}
        choices={Object.entries(languageNames).map(([value, label]) => ({
          value: value as Language,
          label,
        }))}
      />
      <ChoiceGroup
        layout="segments"
        label={text('settings.hand')}
        value={hand}
        onChange={(chosen) => savePreferences({ hand: chosen })}
        choices={[
          { value: 'left', label: text('settings.handLeft') },
          { value: 'right', label: text('settings.handRight') },
        ]}
      />
    </Section>
  );
}

function ServerSection(): ReactNode {
  const text = useText();
  const device = useDevice();
  const pairing = device?.pairing ?? null;
  return (
    <Section
      title={text('settings.server')}
      description={
        pairing === null
          ? text('outbox.headUnpairedWords')
          : text('pair.alreadyWords', { name: pairing.hub.name })
      }
    >
      <div className="settings-actions">
        <LinkButton href="/pair">
          {text(pairing === null ? 'outbox.pair' : 'settings.pairing')}
        </LinkButton>
        <LinkButton variant="quiet" href="/outbox">
          {text('outbox.title')}
        </LinkButton>
      </div>
    </Section>
  );
}

function AboutSection(): ReactNode {
  const text = useText();
  return (
    <Section
      title={text('settings.about')}
      description={text('settings.version', { version: import.meta.env.SATCHEL_VERSION })}
    >
      <p>{text('settings.notDevice')}</p>
      <ul className="settings-links">
        <li>
          <a href="/third-party-notices.txt" target="_blank" rel="noreferrer">
            {text('settings.licences')}
          </a>
        </li>
        <li>
          <a href="/conformance.html" target="_blank" rel="noreferrer">
            {text('platform.conformance')}
          </a>
        </li>
        <li>
          <a href="/platform">{text('platform.title')}</a>
        </li>
        <li>
          <a href="/gallery">{text('settings.gallery')}</a>
        </li>
      </ul>
    </Section>
  );
}

import './gallery.css';
import { type ReactNode, useState } from 'react';
import ArrowUp from 'lucide-react/icons/arrow-up';
import CircleAlert from 'lucide-react/icons/circle-alert';
import CloudCheck from 'lucide-react/icons/cloud-check';
import GitFork from 'lucide-react/icons/git-fork';
import Inbox from 'lucide-react/icons/inbox';
import Plus from 'lucide-react/icons/plus';
import Settings from 'lucide-react/icons/settings';
import Tablet from 'lucide-react/icons/tablet';
import { Button, type ButtonVariant, IconButton, LinkButton } from '../../ui/button.tsx';
import { Chip, type Tone } from '../../ui/chip.tsx';
import { ChoiceGroup } from '../../ui/choice.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import type { Icon } from '../../ui/icon.ts';
import { Notice } from '../../ui/notice.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { Switch } from '../../ui/switch.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { showToast } from '../../ui/toast-queue.ts';
import { useText } from '../../ui/use-text.ts';
import { ThemeChoice } from '../settings/theme-choice.tsx';
import { MarkPanels, ReportLines, StudyRows } from './gallery-studies.tsx';

const variants: readonly ButtonVariant[] = ['primary', 'secondary', 'quiet', 'danger'];
const tones: readonly (readonly [Tone, Icon])[] = [
  ['neutral', Inbox],
  ['on-server', CloudCheck],
  ['only-here', Tablet],
  ['sending', ArrowUp],
  ['failed', CircleAlert],
  ['conflict', GitFork],
];

/** Every part of the interface in every state, for the eye; it knows no study and changes nothing. */
export function Gallery(): ReactNode {
  const text = useText();
  return (
    <Page title={text('settings.gallery')} backHref="/settings">
      <Section title="Theme">
        <ThemeChoice />
      </Section>
      <Buttons />
      <Chips />
      <Fields />
      <Progress />
      <Notices />
      <LongTexts />
      <Focus />
      <StudyRows />
      <ReportLines />
      <MarkPanels />
      <Overlays />
    </Page>
  );
}

function Buttons(): ReactNode {
  return (
    <Section title="Buttons">
      {variants.map((variant) => (
        <div key={variant} className="gallery-row">
          <Button variant={variant}>{variant}</Button>
          <Button variant={variant} icon={Plus}>
            with icon
          </Button>
          <Button variant={variant} isPending>
            pending
          </Button>
          <Button variant={variant} isDisabled>
            disabled
          </Button>
        </div>
      ))}
      <div className="gallery-row">
        <IconButton icon={Settings} label="quiet" />
        <IconButton icon={Settings} label="pressed" isPressed />
        <IconButton icon={Settings} label="disabled" isDisabled />
        <LinkButton href="/gallery">link</LinkButton>
      </div>
    </Section>
  );
}

function Chips(): ReactNode {
  return (
    <Section title="Chips">
      <div className="gallery-row">
        {tones.map(([tone, icon]) => (
          <Chip key={tone} tone={tone} icon={icon}>
            {tone}
          </Chip>
        ))}
      </div>
      <div className="gallery-row">
        {tones.map(([tone, icon]) => (
          <Chip key={tone} tone={tone} icon={icon} href="/gallery">
            {tone}
          </Chip>
        ))}
      </div>
    </Section>
  );
}

function Fields(): ReactNode {
  const [value, setValue] = useState('');
  const [choice, setChoice] = useState<'one' | 'two' | null>(null);
  const [isOn, setIsOn] = useState(false);
  const choices = [
    { value: 'one', label: 'First', description: 'With a sentence' },
    { value: 'two', label: 'Second' },
  ] as const;
  return (
    <Section title="Fields">
      <TextField label="Text" description="A description" value={value} onChange={setValue} />
      <TextField label="Code" isCode value={value} onChange={setValue} />
      <TextField label="Wrong" error="What is wrong with it" value={value} onChange={setValue} />
      <TextField label="Disabled" isDisabled value={value} onChange={setValue} />
      <ChoiceGroup label="Cards" choices={choices} value={choice} onChange={setChoice} />
      <ChoiceGroup
        layout="segments"
        label="Segments"
        choices={choices}
        value={choice}
        onChange={setChoice}
      />
      <Switch isSelected={isOn} onChange={setIsOn}>
        Switch
      </Switch>
    </Section>
  );
}

function Progress(): ReactNode {
  return (
    <Section title="Progress">
      <ProgressBar label="none" done={0} total={10} />
      <ProgressBar label="some" done={4} total={10} tone="sending" />
      <ProgressBar label="all" done={10} total={10} />
      <ProgressBar label="unknown" done={0} total={0} />
      <Spinner label="A wait without a measure" />
    </Section>
  );
}

function Notices(): ReactNode {
  return (
    <Section title="Notices">
      {tones.map(([tone, icon]) => (
        <Notice key={tone} tone={tone} icon={icon} title={tone}>
          What is the case, and the way on.
        </Notice>
      ))}
      <EmptyState icon={Inbox} title="Empty" actions={<Button>Do something</Button>}>
        <p>Why there is nothing to see.</p>
      </EmptyState>
    </Section>
  );
}

const longText =
  'Sehr lange Wörter wie Magnetresonanzcholangiopankreatikographie und Röntgenthoraxübersichtsaufnahme';

/** Another language needs half as much room again, and has words that no line is long enough for. */
function LongTexts(): ReactNode {
  const [value, setValue] = useState(longText);
  return (
    <Section title="Long texts" description={longText}>
      <Button icon={Plus}>{longText}</Button>
      <Chip tone="sending" icon={ArrowUp}>
        {longText}
      </Chip>
      <TextField
        label={longText}
        description={longText}
        error={longText}
        value={value}
        onChange={setValue}
      />
      <Switch isSelected onChange={() => undefined}>
        {longText}
      </Switch>
      <Notice
        tone="failed"
        icon={CircleAlert}
        title={longText}
        actions={<Button>{longText}</Button>}
      >
        {longText}
      </Notice>
      <EmptyState
        icon={CircleAlert}
        title="Something failed"
        actions={<Button variant="primary">Try again</Button>}
      >
        <p>{longText}</p>
      </EmptyState>
    </Section>
  );
}

/** The ring as keys bring it, on every part that takes the focus. */
function Focus(): ReactNode {
  return (
    <Section title="Focus">
      <div className="gallery-row gallery-focused">
        <Button variant="primary">primary</Button>
        <Button>secondary</Button>
        <Button variant="quiet">quiet</Button>
        <Button variant="danger">danger</Button>
        <IconButton icon={Settings} label="icon" />
        <Chip tone="on-server" icon={CloudCheck} href="/gallery">
          chip
        </Chip>
      </div>
    </Section>
  );
}

function Overlays(): ReactNode {
  const [open, setOpen] = useState<'dialog' | 'alert' | null>(null);
  const close = (): void => setOpen(null);
  return (
    <Section title="Overlays">
      <div className="gallery-row">
        <Button onPress={() => setOpen('dialog')}>Dialog</Button>
        <Button onPress={() => setOpen('alert')}>Alert</Button>
        <Button onPress={() => showToast('It is done', { action: undo })}>Toast</Button>
        <Button onPress={() => showToast('It did not work', { tone: 'failed' })}>
          Failed toast
        </Button>
      </div>
      {open === null ? null : (
        <Dialog
          title="A question"
          isAlert={open === 'alert'}
          onClose={close}
          actions={
            <>
              <Button onPress={close}>No</Button>
              <Button variant={open === 'alert' ? 'danger' : 'primary'} onPress={close}>
                Yes
              </Button>
            </>
          }
        >
          <p>With what one must know to answer it.</p>
        </Dialog>
      )}
    </Section>
  );
}

const undo = { label: 'Undo', run: () => showToast('Undone') };

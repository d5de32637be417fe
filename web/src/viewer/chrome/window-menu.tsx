import type { ReactNode } from 'react';
import SlidersHorizontal from 'lucide-react/icons/sliders-horizontal';
import { Header } from 'react-aria-components/Header';
import { Menu, MenuItem, MenuSection, MenuTrigger } from 'react-aria-components/Menu';
import type { VoiChoice } from '#shared/pixel/voi-lut.ts';
import { useWording } from '../../ui/use-text.ts';
import { useSession, useViewer } from '../session/viewer-context.ts';
import { choiceInForce, choicesFor } from '../state/stack-look.ts';
import { lookOf, pictureOf } from '../state/viewer-state.ts';
import { ToolButton } from './tool-button.tsx';
import { ToolPopover } from './tool-popover.tsx';
import { choiceText, windowNumber } from './view-words.ts';

const autoMake = 'make-auto';

/** Windows: those of the file with its own words first, then presets; Alt and the number chooses too. */
export function WindowMenu(): ReactNode {
  const { text } = useWording();
  const { model } = useSession();
  const picture = useViewer(pictureOf);
  const look = useViewer(lookOf);
  const isColour = picture?.pipeline.kind === 'colour';
  const choices = picture === null ? [] : choicesFor(picture, look);
  const current = picture === null ? null : choiceInForce(picture, look);
  const onAction = (key: string | number): void => {
    if (key === autoMake) model.applyAutoVoi();
    else if (isColour) model.setVoi({ kind: 'first' });
    else model.setVoi({ kind: 'choice', id: String(key) });
  };
  const headers = choices.filter(({ source }) => source !== 'preset');
  const presets = choices.filter(({ source }) => source === 'preset');
  return (
    <MenuTrigger>
      <ToolButton
        icon={SlidersHorizontal}
        label={text('viewer.windows')}
        isDisabled={picture === null}
      />
      <ToolPopover>
        <Menu
          className="viewer-menu"
          aria-label={text('viewer.windows')}
          onAction={onAction}
          selectionMode="single"
          selectedKeys={current === null ? [] : [current.id]}
        >
          {headers.length === 0 ? null : (
            <MenuSection>
              <Header className="viewer-menu-header">{text('viewer.window.header')}</Header>
              {headers.map((choice, i) => (
                <ChoiceItem key={choice.id} choice={choice} number={i + 1} />
              ))}
            </MenuSection>
          )}
          {presets.length === 0 ? null : (
            <MenuSection>
              <Header className="viewer-menu-header">{text('viewer.window.presets')}</Header>
              {presets.map((choice, i) => (
                <ChoiceItem key={choice.id} choice={choice} number={headers.length + i + 1} />
              ))}
            </MenuSection>
          )}
          <MenuSection aria-label={text('viewer.window.auto')}>
            {isColour ? (
              <MenuItem id="colour" className="viewer-menu-item">
                {text('viewer.window.colour')}
              </MenuItem>
            ) : (
              <MenuItem id={autoMake} className="viewer-menu-item">
                {text('viewer.window.autoMake')}
              </MenuItem>
            )}
          </MenuSection>
        </Menu>
      </ToolPopover>
    </MenuTrigger>
  );
}

function ChoiceItem({
  choice,
  number,
}: {
  readonly choice: VoiChoice;
  readonly number: number;
}): ReactNode {
  const { text, language } = useWording();
  const name = choiceText(choice, text);
  const { voi } = choice;
  return (
    <MenuItem id={choice.id} className="viewer-menu-item" textValue={name}>
      <span className="viewer-menu-name">{name}</span>
      <span className="viewer-menu-values">
        {voi.kind === 'window'
          ? text('viewer.window.values', {
              width: windowNumber(voi.width, voi.width, language),
              center: windowNumber(voi.center, voi.width, language),
            })
          : ''}
      </span>
      <kbd className="viewer-menu-key">{number <= 9 ? `Alt ${String(number)}` : ''}</kbd>
    </MenuItem>
  );
}

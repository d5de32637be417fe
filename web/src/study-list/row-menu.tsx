import './row-menu.css';
import { type ReactNode, useRef } from 'react';
import CopyCheck from 'lucide-react/icons/copy-check';
import FileDown from 'lucide-react/icons/file-down';
import FolderOpen from 'lucide-react/icons/folder-open';
import IdCard from 'lucide-react/icons/id-card';
import Info from 'lucide-react/icons/info';
import Pin from 'lucide-react/icons/pin';
import PinOff from 'lucide-react/icons/pin-off';
import Star from 'lucide-react/icons/star';
import StarOff from 'lucide-react/icons/star-off';
import Trash from 'lucide-react/icons/trash-2';
import { Header } from 'react-aria-components/Header';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { Menu, MenuItem, MenuSection } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import type { StudySummary } from '../archive/archive-types.ts';
import { useStudyPatient } from '../live/use-patients.ts';
import type { Icon } from '../ui/icon.ts';
import { useWording } from '../ui/use-text.ts';
import { studyWords } from './study-words.ts';
import { useStudyDeeds } from './use-study-deeds.ts';

/** Where the menu was asked for, in CSS pixels of the window. */
export interface MenuPlace {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface RowMenuProps {
  readonly study: StudySummary;
  readonly place: MenuPlace;
  readonly href: string;
  readonly patientHref: (patientKey: string) => string;
  readonly onAbout: () => void;
  readonly onSelect: () => void;
  readonly onDiscard: () => void;
  readonly onClose: () => void;
}

/** Everything that can be done with one study of the list. */
export function RowMenu(props: RowMenuProps): ReactNode {
  const wording = useWording();
  const { text, language } = wording;
  const { study, place, onClose } = props;
  const anchor = useRef<HTMLSpanElement>(null);
  const patient = useStudyPatient(study.key);
  const items = useItems(props, patient?.patientKey ?? null);
  const words = studyWords(patient?.shown ?? study, wording);
  const title = [words.name, words.description].filter((part) => part !== '').join(' · ');
  return (
    <I18nProvider locale={language}>
      <span
        ref={anchor}
        className="row-menu-anchor"
        style={{ left: place.left, top: place.top, width: place.width, height: place.height }}
      />
      <Popover
        isOpen
        triggerRef={anchor}
        className="row-menu-frame"
        aria-label={text('deed.menu', { name: words.name })}
        placement="bottom end"
        containerPadding={8}
        offset={4}
        onOpenChange={(isOpen) => {
          if (!isOpen) onClose();
        }}
      >
        <Menu
          className="row-menu"
          aria-label={text('deed.menu', { name: words.name })}
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- a menu without the focus can't be used by keys
          autoFocus="first"
          onClose={onClose}
          onAction={(key) => items.find(({ id }) => id === key)?.run?.()}
        >
          <MenuSection>
            <Header className="row-menu-title">{title}</Header>
            {items.map(({ id, words, icon: ItemIcon, href, isLast }) => (
              <MenuItem
                key={id}
                id={id}
                className={isLast === true ? 'row-menu-item row-menu-last' : 'row-menu-item'}
                textValue={words}
                {...(href === undefined ? {} : { href })}
              >
                <ItemIcon className="icon" aria-hidden />
                <span>{words}</span>
              </MenuItem>
            ))}
          </MenuSection>
        </Menu>
      </Popover>
    </I18nProvider>
  );
}

interface Item {
  readonly id: string;
  readonly words: string;
  readonly icon: Icon;
  readonly run?: () => void;
  readonly href?: string;
  readonly isLast?: boolean;
}

function useItems(props: RowMenuProps, patientKey: string | null): readonly Item[] {
  const { text } = useWording();
  const deeds = useStudyDeeds();
  const { study } = props;
  const [isStarred, isKept] = [deeds.areStarred([study]), deeds.areKept([study])];
  const keeping: Item = {
    id: 'keep',
    words: text(isKept ? 'deed.release' : 'choose.keep'),
    icon: isKept ? PinOff : Pin,
    run: () => void deeds.keep([study], !isKept),
  };
  const timeline: Item[] =
    patientKey === null
      ? []
      : [
          {
            id: 'patient',
            words: text('deed.patient'),
            icon: IdCard,
            href: props.patientHref(patientKey),
          },
        ];
  return [
    { id: 'open', words: text('details.open'), icon: FolderOpen, href: props.href },
    { id: 'about', words: text('deed.about'), icon: Info, run: props.onAbout },
    ...timeline,
    {
      id: 'star',
      words: text(isStarred ? 'deed.unstar' : 'deed.star'),
      icon: isStarred ? StarOff : Star,
      run: () => void deeds.star([study], !isStarred),
    },
    ...(study.isSample ? [] : [keeping]),
    {
      id: 'export',
      words: text('export.open'),
      icon: FileDown,
      run: () => deeds.exportThem([study]),
    },
    { id: 'select', words: text('deed.select'), icon: CopyCheck, run: props.onSelect },
    {
      id: 'discard',
      words: text('details.discard'),
      icon: Trash,
      run: props.onDiscard,
      isLast: true,
    },
  ];
}

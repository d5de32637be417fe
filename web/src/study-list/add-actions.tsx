import './add-actions.css';
import type { ReactNode, SVGProps } from 'react';
import FilePlus from 'lucide-react/icons/file-plus';
import FlaskConical from 'lucide-react/icons/flask-conical';
import FolderPlus from 'lucide-react/icons/folder-plus';
import Plus from 'lucide-react/icons/plus';
import SearchX from 'lucide-react/icons/search-x';
import UserRoundPlus from 'lucide-react/icons/user-round-plus';
import { BrandMark } from '../ui/brand-mark.tsx';
import { Button, LinkButton } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { useText } from '../ui/use-text.ts';
import type { StudyFilter } from './find-in-list.ts';

export interface AddActions {
  readonly onPickFiles: () => void;
  readonly onPickFolder: () => void;
  readonly onOpenSample: () => void;
  readonly isOpeningSample: boolean;
}

/** At the foot of the screen: where the thumb is on a phone, out of the way elsewhere. */
export function AddBar(): ReactNode {
  const text = useText();
  return (
    <footer className="add-bar">
      <p className="add-bar-notice">{text('ui.reviewOnly')}</p>
      <div className="add-bar-buttons">
        <LinkButton href="/patients?new" icon={UserRoundPlus} className="add-bar-button">
          {text('list.newPatient')}
        </LinkButton>
        <LinkButton href="/import" variant="primary" icon={Plus} className="add-bar-button">
          {text('list.add')}
        </LinkButton>
      </div>
    </footer>
  );
}

function Satchel({ className = '' }: SVGProps<SVGSVGElement>): ReactNode {
  return <BrandMark className={className} />;
}

export function NoStudies(actions: AddActions): ReactNode {
  const text = useText();
  return (
    <div className="no-studies">
      <EmptyState
        icon={Satchel}
        title={text('list.emptyTitle')}
        actions={
          <>
            <Button variant="primary" icon={FilePlus} onPress={actions.onPickFiles}>
              {text('list.addFiles')}
            </Button>
            <Button icon={FolderPlus} onPress={actions.onPickFolder}>
              {text('list.addFolder')}
            </Button>
            <LinkButton href="/patients?new" icon={UserRoundPlus}>
              {text('list.newPatient')}
            </LinkButton>
            <Button
              variant="quiet"
              icon={FlaskConical}
              isPending={actions.isOpeningSample}
              onPress={actions.onOpenSample}
            >
              {text(actions.isOpeningSample ? 'list.openingSample' : 'list.openSample')}
            </Button>
          </>
        }
      >
        <p>{text('list.emptyWords')}</p>
      </EmptyState>
      <p className="no-studies-notice">{text('ui.reviewOnly')}</p>
    </div>
  );
}

export function NothingFound({
  query,
  filter,
}: {
  readonly query: string;
  readonly filter: StudyFilter;
}): ReactNode {
  const text = useText();
  if (query.trim() !== '') {
    return (
      <EmptyState icon={SearchX} title={text('list.noneFoundTitle')}>
        <p>{text('list.noneFoundWords', { query })}</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={SearchX} title={text('list.noneFilteredTitle')}>
      <p>{text(filter === 'only-here' ? 'list.noneOnlyHere' : 'list.noneOnServer')}</p>
    </EmptyState>
  );
}

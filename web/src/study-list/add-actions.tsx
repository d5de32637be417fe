import './add-actions.css';
import type { ReactNode, SVGProps } from 'react';
import FilePlus from 'lucide-react/icons/file-plus';
import FlaskConical from 'lucide-react/icons/flask-conical';
import FolderPlus from 'lucide-react/icons/folder-plus';
import Plus from 'lucide-react/icons/plus';
import Unplug from 'lucide-react/icons/unplug';
import UserRoundPlus from 'lucide-react/icons/user-round-plus';
import { useDevice } from '../live/use-device.ts';
import { BrandMark } from '../ui/brand-mark.tsx';
import { Button, LinkButton } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { useText } from '../ui/use-text.ts';

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
  const device = useDevice();
  const isAlone = device !== null && device.pairing === null;
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
            {/* A clinic's new tablet: what it shall show is on the server already. */}
            {isAlone ? (
              <LinkButton href="/pair" icon={Unplug}>
                {text('outbox.pair')}
              </LinkButton>
            ) : null}
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
        <p>{text(device === null || isAlone ? 'list.emptyWords' : 'list.emptyPaired')}</p>
      </EmptyState>
      <p className="no-studies-notice">{text('ui.reviewOnly')}</p>
    </div>
  );
}

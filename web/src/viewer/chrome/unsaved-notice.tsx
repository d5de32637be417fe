import type { ReactNode } from 'react';
import TriangleAlert from 'lucide-react/icons/triangle-alert';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useFailureText, useText } from '../../ui/use-text.ts';
import { useMarkBook, useSession } from '../session/viewer-context.ts';

/** Says which marks are not on the disk and why, as long as that is so. */
export function UnsavedNotice(): ReactNode {
  const text = useText();
  const failureText = useFailureText();
  const { book } = useSession();
  const visible = useMarkBook((state) => state.visible);
  const announced = useMarkBook((state) => state.announced);
  const unsaved = visible.find(({ saving }) => saving.kind === 'failed');
  return (
    <>
      <p className="visually-hidden" role="status">
        {announced === null ? '' : text(announcementKey[announced])}
      </p>
      {unsaved === undefined || unsaved.saving.kind !== 'failed' ? null : (
        <div className="unsaved-notice">
          <Notice
            tone="failed"
            icon={TriangleAlert}
            title={text('mark.notSaved')}
            isLive
            actions={
              <>
                <Button onPress={() => void book.retry(unsaved.id)}>{text('viewer.retry')}</Button>
                <Button variant="quiet" onPress={() => void book.remove(unsaved)}>
                  {text('mark.discard')}
                </Button>
              </>
            }
          >
            {failureText(unsaved.saving.failure)}
          </Notice>
        </div>
      )}
    </>
  );
}

const announcementKey = {
  saved: 'mark.saved',
  deleted: 'mark.deleted',
  undone: 'mark.undone',
  'taken-back': 'mark.undone',
  redone: 'mark.redone',
  'changed-since': 'mark.changedSince',
  starred: 'keyImage.starred',
  unstarred: 'keyImage.unstarred',
  'not-saved': 'mark.notSaved',
} as const;

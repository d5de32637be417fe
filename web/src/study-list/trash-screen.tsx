import './trash-screen.css';
import { type ReactNode, useState } from 'react';
import Trash from 'lucide-react/icons/trash-2';
import Undo from 'lucide-react/icons/undo-2';
import type { StudySummary } from '../archive/archive-types.ts';
import { restoreStudy } from '../archive/study-rejection.ts';
import { useArchive } from '../live/archive-provider.tsx';
import { useStudyPatient } from '../live/use-patients.ts';
import { useStudies } from '../live/use-studies.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { formatMoment } from '../ui/format.ts';
import { Page } from '../ui/page.tsx';
import { showToast } from '../ui/toast-queue.ts';
import { useFailureText, useText, useWording } from '../ui/use-text.ts';
import { DeleteDialog } from './delete-dialog.tsx';
import { FileSays } from './study-line.tsx';
import { StudyThumbnail } from './study-thumbnail.tsx';
import { studyWords } from './study-words.ts';
import { useStudyStatus } from './use-study-status.ts';
import { WhereChip } from './where-chip.tsx';

/** What somebody discarded, until it is restored or deleted. */
export function TrashScreen(): ReactNode {
  const text = useText();
  const studies = useStudies().filter(({ rejection }) => rejection !== null);
  const [deleting, setDeleting] = useState<StudySummary | null>(null);
  return (
    <Page title={text('trash.title')} backHref="/">
      {studies.length === 0 ? (
        <EmptyState icon={Trash} title={text('trash.emptyTitle')}>
          <p>{text('trash.emptyWords')}</p>
        </EmptyState>
      ) : (
        <ul className="trash">
          {studies.map((study) => (
            <TrashCard key={study.key} study={study} onDelete={() => setDeleting(study)} />
          ))}
        </ul>
      )}
      {deleting === null ? null : (
        <DeleteDialog study={deleting} onClose={() => setDeleting(null)} />
      )}
    </Page>
  );
}

interface TrashCardProps {
  readonly study: StudySummary;
  readonly onDelete: () => void;
}

function TrashCard({ study, onDelete }: TrashCardProps): ReactNode {
  const wording = useWording();
  const { text } = wording;
  const restore = useRestore(study.key);
  const statusOf = useStudyStatus();
  const words = studyWords(useStudyPatient(study.key)?.shown ?? study, wording);
  const { rejection } = study;
  const what = [study.ModalitiesInStudy.join(' '), words.description, words.date];
  return (
    <li className="trash-card">
      <StudyThumbnail instanceId={study.thumbnailInstanceId} />
      <div className="trash-card-words">
        <h2>
          <bdi>{words.name}</bdi>
          <FileSays study={study} />
        </h2>
        <p>{what.filter((part) => part !== '').join(' · ')}</p>
        <p className="muted">
          {rejection === null
            ? ''
            : text('trash.discardedBy', {
                reason: rejection.reason,
                by: rejection.by,
                at: formatMoment(wording.language, rejection.at),
              })}
        </p>
        <WhereChip status={statusOf(study)} />
      </div>
      <div className="trash-card-actions">
        <Button variant="danger" onPress={onDelete}>
          {text('trash.delete')}
        </Button>
        <Button icon={Undo} onPress={() => void restore()}>
          {text('trash.restore')}
        </Button>
      </div>
    </li>
  );
}

function useRestore(studyKey: string): () => Promise<void> {
  const archive = useArchive();
  const text = useText();
  const failureText = useFailureText();
  return async () => {
    const restored = await restoreStudy(archive, studyKey);
    if (restored.ok) showToast(text('trash.restored'));
    else showToast(failureText(restored.failure), { tone: 'failed' });
  };
}

import './cut-imports.css';
import { type ReactNode, useEffect, useState } from 'react';
import Unplug from 'lucide-react/icons/unplug';
import { useArchive } from '../live/archive-provider.tsx';
import { usePeople } from '../live/use-people.ts';
import { Button, LinkButton } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { useText } from '../ui/use-text.ts';
import { type CutImport, forgetCutImport, readCutImports } from './import-journal.ts';
import type { PickKind } from './picked-files.ts';
import { useImportSession } from './use-import.ts';

/** Names shown at most: a list of 100 000 helps nobody, the count says the rest. */
const namesMax = 500;

function useCutImports(): {
  readonly cuts: readonly CutImport[];
  readonly forget: (importId: string) => void;
} {
  const archive = useArchive();
  const { isRunning } = useImportSession();
  const [cuts, setCuts] = useState<readonly CutImport[]>([]);
  useEffect(() => {
    // One that is running is not cut; what it was taken up from is read again when it ends.
    if (isRunning) return undefined;
    let isShown = true;
    void readCutImports(archive).then((read) => {
      if (isShown) setCuts(read.filter(({ missing }) => missing.length > 0));
    });
    return () => {
      isShown = false;
    };
  }, [archive, isRunning]);
  return {
    cuts,
    forget: (importId) =>
      void forgetCutImport(archive, importId).then(() =>
        setCuts((known) => known.filter((cut) => cut.importId !== importId)),
      ),
  };
}

/**
 * Imports that were cut off, each with the way to bring in what is missing. Its files' names, and the choice to
 * do without them, are for whoever picked them: somebody else is told whom to ask.
 */
export function CutImports({ onPick }: { readonly onPick: (kind: PickKind) => void }): ReactNode {
  const text = useText();
  const { cuts, forget } = useCutImports();
  const { current } = usePeople();
  const isOthers = ({ pickedBy }: CutImport): boolean =>
    pickedBy !== null && pickedBy.id !== current?.id;
  return cuts.map((cut) => {
    const { importId, fileCount, missing } = cut;
    return (
      <Notice
        key={importId}
        isLive
        tone="only-here"
        icon={Unplug}
        title={text('import.cut', { missing: missing.length, count: fileCount })}
        actions={
          <>
            <Button variant="primary" onPress={() => onPick('folder')}>
              {text('import.cutFolder')}
            </Button>
            <Button onPress={() => onPick('files')}>{text('import.cutFiles')}</Button>
            {isOthers(cut) ? null : (
              <Button variant="quiet" onPress={() => forget(importId)}>
                {text('import.cutForget')}
              </Button>
            )}
          </>
        }
      >
        <p>{text('import.cutWords')}</p>
        {isOthers(cut) ? (
          <p>{text('import.cutOthers', { name: cut.pickedBy?.name ?? '' })}</p>
        ) : (
          <MissingFiles missing={missing} />
        )}
      </Notice>
    );
  });
}

function MissingFiles({ missing }: Pick<CutImport, 'missing'>): ReactNode {
  const text = useText();
  return (
    <details className="cut-imports">
      <summary>{text('import.cutNames')}</summary>
      <ul>
        {missing.slice(0, namesMax).map(({ path }) => (
          <li key={path}>
            <bdi>{path}</bdi>
          </li>
        ))}
      </ul>
      {missing.length > namesMax ? (
        <p>{text('import.cutMore', { count: missing.length - namesMax })}</p>
      ) : null}
    </details>
  );
}

/** Above the list, for those who do not go to the import by themselves. */
export function CutImportNotice({ href }: { readonly href: string }): ReactNode {
  const text = useText();
  const { cuts } = useCutImports();
  if (cuts.length === 0) return null;
  const missing = cuts.reduce((sum, cut) => sum + cut.missing.length, 0);
  const count = cuts.reduce((sum, cut) => sum + cut.fileCount, 0);
  return (
    <div className="cut-imports-notice">
      <Notice
        isLive
        tone="only-here"
        icon={Unplug}
        title={text('import.cut', { missing, count })}
        actions={<LinkButton href={href}>{text('import.cutShow')}</LinkButton>}
      />
    </div>
  );
}

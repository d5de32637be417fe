import { createContext, useContext, type ReactNode } from 'react';
import type { Archive } from '../archive/archive.ts';

const ArchiveContext = createContext<Archive | null>(null);

export function ArchiveProvider(props: {
  readonly archive: Archive;
  readonly children: ReactNode;
}): ReactNode {
  return <ArchiveContext.Provider value={props.archive}>{props.children}</ArchiveContext.Provider>;
}

/** The open archive; commands of `web/src/archive` take it as their first argument. */
export function useArchive(): Archive {
  const archive = useContext(ArchiveContext);
  if (archive === null) throw new Error('useArchive outside of ArchiveProvider');
  return archive;
}

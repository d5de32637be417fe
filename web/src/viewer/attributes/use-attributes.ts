import { useEffect, useState } from 'react';
import { readFileMetaGroup } from '#shared/dicom/file-meta.ts';
import { tags } from '#shared/dicom/tag.ts';
import { readInstance } from '../../archive/find-studies.ts';
import { instanceByteSource } from '../../archive/read-frame.ts';
import { useArchive } from '../../live/archive-provider.tsx';
import { attributeRows, isFound, wordsOfSearch, type AttributeRow } from './attribute-rows.ts';
import { inSlices } from './in-slices.ts';

type Attributes =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly of: string; readonly failure: { readonly code: string } }
  | { readonly kind: 'rows'; readonly of: string; readonly rows: readonly AttributeRow[] };

const loading: Attributes = { kind: 'loading' };

/** Every attribute of an instance. Those of the one before (`of`) stay until they have come, not to be shown. */
export function useAttributes(instanceId: string): Attributes {
  const archive = useArchive();
  const [attributes, setAttributes] = useState(loading);
  useEffect(() => {
    let isWanted = true;
    let end = (): void => undefined;
    void readInstance(archive, instanceId).then(async (record) => {
      if (!isWanted) return;
      if (!record.ok) {
        setAttributes({ kind: 'failed', of: instanceId, failure: record.failure });
        return;
      }
      const { dataset, TransferSyntaxUID } = record.value;
      // Group 0002 stands in the file alone; where only the server has it, how it is written is known all the same.
      const syntax = { [tags.TransferSyntaxUID]: { vr: 'UI', Value: [TransferSyntaxUID] } };
      const source = await instanceByteSource(archive, instanceId);
      const before = { ...syntax, ...(source.ok ? await readFileMetaGroup(source.value) : {}) };
      if (!isWanted) return;
      end = inSlices(
        attributeRows(before, dataset),
        () => true,
        (rows) => setAttributes({ kind: 'rows', of: instanceId, rows }),
      );
    });
    return () => {
      isWanted = false;
      end();
    };
  }, [archive, instanceId]);
  return attributes;
}

/** The rows that a search finds; those of the search before until then, null while none of these rows is known. */
export function useFoundRows(
  rows: readonly AttributeRow[],
  search: string,
): readonly AttributeRow[] | null {
  const [found, setFound] = useState({ of: rows, kept: rows });
  const isSearch = wordsOfSearch(search).length > 0;
  useEffect(() => {
    const words = wordsOfSearch(search);
    if (words.length === 0) return undefined;
    const isWanted = (row: AttributeRow): boolean => isFound(row, words);
    return inSlices(rows, isWanted, (kept) => setFound({ of: rows, kept }));
  }, [rows, search]);
  if (!isSearch) return rows;
  return found.of === rows ? found.kept : null;
}

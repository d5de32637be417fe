import {
  deleteMark,
  saveMark,
  setKeyImage,
  setMarkPoints,
  setMarkText,
  undeleteMark,
} from '../../archive/marks.ts';
import type { Archive } from '../../archive/archive.ts';
import { readInstance } from '../../archive/find-studies.ts';
import { instanceByteSource, readFrame } from '../../archive/read-frame.ts';
import {
  createDecodePool,
  defaultWorkersMax,
  type DecodeClient,
} from '../../workers/decode/decode-client.ts';
import type { StudyFetchReport } from '../../workers/sync/sync-api.ts';
import { fetchInstance, fetchStudy } from '../../workers/sync/sync-client.ts';
import { completeThumbnails } from './complete-thumbnails.ts';
import { ViewportGestures } from '../interaction/viewport-gestures.ts';
import { MarkBook } from '../marks/mark-book.ts';
import { MarkTools } from '../marks/mark-tools.ts';
import { MarkValues } from '../marks/mark-values.ts';
import { FrameSource } from '../stack/frame-source.ts';
import type { FrameStack } from '../stack/frame-stack.ts';
import { loadPicture } from '../stack/load-picture.ts';
import type { PicturePorts } from '../stack/picture-ports.ts';
import { RecordCache } from '../stack/record-cache.ts';
import { PaneSet } from '../state/pane-set.ts';
import { ViewerModel, type ViewerFrames } from '../state/viewer-model.ts';

/** Everything that lives as long as one study is open. */
export interface StudySession {
  readonly studyKey: string;
  readonly panes: PaneSet<ViewerSession>;
  readonly book: MarkBook;
  readonly values: MarkValues;
  /** New rows of the study; the instances whose bytes have come since. */
  setStacks(stacks: readonly FrameStack[], arrived: ReadonlySet<string>): void;
  /** Asks the server for every instance of the study that is not on this device; null when that could not begin. */
  fetchMissing(): Promise<StudyFetchReport | null>;
  /** Makes the pictures of the series strip that are missing, and the list's where it is another. */
  completeThumbnails(studyThumbnailId: string | null): void;
  close(): void;
}

/** What a part of the viewer works on: one pane, and what all panes share. */
export interface ViewerSession {
  readonly model: ViewerModel;
  readonly marks: MarkTools;
  readonly gestures: ViewportGestures;
  readonly book: MarkBook;
  readonly values: MarkValues;
  readonly study: StudySession;
}

/** The first image comes first. */
const thumbnailsAfterMs = 1500;
const megabyte = 1024 * 1024;
const recordLimits = { countMax: 600, bytesMax: 48 * megabyte };

/** A phone's browser ends a page that takes much more; a tablet's and a computer's give more room. */
function frameBytesMax(): number {
  const isSmall = Math.min(window.screen.width, window.screen.height) < 600;
  return (isSmall ? 128 : 256) * megabyte;
}

/**
 * Opens a study for viewing: decoders, frames, marks. Nothing runs before something is looked at, and
 * `close` ends all of it; what is looked at afterwards begins anew.
 */
export function openSession(
  archive: Archive,
  studyKey: string,
  stacks: readonly FrameStack[],
): StudySession {
  const workersMax = defaultWorkersMax(navigator.hardwareConcurrency);
  let decoders: DecodeClient | null = null;
  let thumbnails = new AbortController();
  const decodersOf = (): DecodeClient => {
    decoders ??= createDecodePool({ workersMax });
    return decoders;
  };
  const records = new RecordCache(recordLimits);
  const ports = picturePortsOf(archive, decodersOf);
  const frames: ViewerFrames = new FrameSource({
    load: (request) => loadPicture(request, ports, records),
    bytesMax: frameBytesMax(),
    // One being read for each being decoded keeps the decoders busy.
    inFlightMax: workersMax * 2 + 1,
    onChange: () => panes.refresh(),
  });
  const book = markBookOf(archive);
  const panes: PaneSet<ViewerSession> = new PaneSet(stacks, (paneId, stacksNow) => {
    const model = new ViewerModel(paneId, stacksNow, frames);
    const marks = new MarkTools(model, book);
    const gestures = new ViewportGestures(model, marks);
    return {
      model,
      marks,
      gestures,
      book,
      get values(): MarkValues {
        return values;
      },
      get study(): StudySession {
        return study;
      },
    };
  });
  const values: MarkValues = new MarkValues(panes.state.active.model);
  const study: StudySession = {
    studyKey,
    panes,
    book,
    values,
    setStacks(stacksNow, arrived) {
      panes.setStacks(stacksNow);
      frames.refresh(arrived);
      if (arrived.size > 0) values.refresh();
    },
    fetchMissing: () => fetchAll(archive, studyKey),
    completeThumbnails(studyThumbnailId) {
      thumbnails.abort();
      thumbnails = new AbortController();
      const { signal } = thumbnails;
      setTimeout(() => {
        const { stacks: now } = panes.state.active.model.state;
        void completeThumbnails(archive, now, decodersOf, studyThumbnailId, signal);
      }, thumbnailsAfterMs);
    },
    close() {
      thumbnails.abort();
      panes.close();
      frames.close();
      records.clear();
      decoders?.close();
      decoders = null;
    },
  };
  return study;
}

function picturePortsOf(archive: Archive, decodersOf: () => DecodeClient): PicturePorts {
  return {
    readInstance(instanceId) {
      decodersOf().warm();
      return readInstance(archive, instanceId);
    },
    readFrame: (record, frameIndex) => readFrame(archive, record, frameIndex),
    byteSource: (instanceId) => instanceByteSource(archive, instanceId),
    decode: ({ isUrgent, ...request }) =>
      decodersOf().decode({ ...request, priority: isUrgent ? 'now' : 'soon' }),
    fetchInstance: (instanceId, onProgress, signal) =>
      fetchInstance(archive, instanceId, { onProgress, signal }),
  };
}

function markBookOf(archive: Archive): MarkBook {
  return new MarkBook({
    save: (mark) => saveMark(archive, mark, mark.id),
    setPoints: (mark, points) => setMarkPoints(archive, mark, points),
    setText: (mark, text, reversing) => setMarkText(archive, mark, text, reversing),
    delete: (mark, reversing) => deleteMark(archive, mark, reversing),
    undelete: (mark, reversing) => undeleteMark(archive, mark, reversing),
    setKeyImage: (frame, isKey, reversing) => setKeyImage(archive, frame, isKey, reversing),
  });
}

async function fetchAll(archive: Archive, studyKey: string): Promise<StudyFetchReport | null> {
  const report = await fetchStudy(archive, studyKey);
  return report.ok ? report.value : null;
}

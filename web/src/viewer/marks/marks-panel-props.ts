/** One line of the list of marks, in words already: the list knows no DICOM and no formats. */
export interface MarkLine {
  readonly id: string;
  readonly title: string;
  readonly values: readonly string[];
  readonly notes: readonly string[];
  readonly place: string;
  readonly by: string;
  /** Null when saved. */
  readonly unsaved: string | null;
  readonly isSelected: boolean;
  /** Its frame is in this study and can be shown. */
  readonly canShow: boolean;
  /** It has words of its own. */
  readonly canEditText: boolean;
}

/** One key image of the list. */
export interface KeyImageLine {
  readonly id: string;
  readonly place: string;
  readonly by: string;
  /** It is the one on the screen. */
  readonly isSelected: boolean;
  readonly canShow: boolean;
}

/** What became of copying. */
export interface CopyAnswer {
  readonly tone: 'done' | 'failed';
  readonly words: string;
}

export interface MarksPanelProps {
  readonly lines: readonly MarkLine[];
  readonly keyImages: readonly KeyImageLine[];
  /** Said with a button that takes it back; null when the last thing done was no deletion from this list. */
  readonly deleted: string | null;
  readonly onTakeBack: () => void;
  readonly onShow: (markId: string) => void;
  readonly onEditText: (markId: string) => void;
  readonly onDelete: (markId: string) => void;
  readonly onRetry: (markId: string) => void;
  readonly onCopy: () => Promise<CopyAnswer>;
  readonly onShowKeyImage: (id: string) => void;
  readonly onUnstar: (id: string) => void;
  readonly onStep: (by: 1 | -1) => void;
  readonly onClose: () => void;
}

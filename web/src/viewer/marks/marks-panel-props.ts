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
}

export interface MarksPanelProps {
  readonly lines: readonly MarkLine[];
  readonly onShow: (markId: string) => void;
  readonly onDelete: (markId: string) => void;
  readonly onRetry: (markId: string) => void;
  readonly onClose: () => void;
}

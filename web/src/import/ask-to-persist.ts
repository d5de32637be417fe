/** What the browser said when it was last asked to keep this storage. */
export interface PersistAnswer {
  /** ISO 8601, of this device's clock. */
  readonly at: string;
  readonly isGranted: boolean;
}

const answerKey = 'satchel.persist-answer';

/**
 * Asks the browser to keep this storage, and notes the answer. Called once there is something worth keeping:
 * browsers refuse sites that nobody has used.
 */
export async function askToPersist(): Promise<boolean> {
  const { storage }: { readonly storage?: Partial<StorageManager> } = navigator;
  const isGranted =
    (await storage?.persisted?.()) === true || (await storage?.persist?.()) === true;
  const answer: PersistAnswer = { at: new Date().toISOString(), isGranted };
  localStorage.setItem(answerKey, JSON.stringify(answer));
  return isGranted;
}

/** null: never asked on this device. */
export function readPersistAnswer(): PersistAnswer | null {
  try {
    return JSON.parse(localStorage.getItem(answerKey) ?? 'null') as PersistAnswer | null;
  } catch {
    return null;
  }
}

/** One line of the table: ours against the floor of the same machine in the same run. */
export interface Measured {
  readonly what: string;
  readonly ours: number;
  readonly floor: number;
  readonly unit: 'ms' | 'MB/s';
  readonly floorName: string;
  /** Of ours to the floor; null: told, not judged. */
  readonly goal: Goal | null;
}

export type Goal = { readonly atMost: number } | { readonly atLeast: number };

/** Whether a figure keeps its goal; true where there is none. */
export function keepsGoal(figure: number, goal: Goal | null): boolean {
  if (goal === null) return true;
  return 'atMost' in goal ? figure <= goal.atMost : figure >= goal.atLeast;
}

/** `at most 2`: as it stands in the table. */
export function goalWords(goal: Goal | null): string {
  if (goal === null) return '';
  return 'atMost' in goal ? `at most ${goal.atMost}` : `at least ${goal.atLeast}`;
}

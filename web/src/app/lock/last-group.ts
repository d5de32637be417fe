/** Whether what was typed is the end of the recovery key; case, spaces and lookalikes do not matter. */
export function isLastGroup(typed: string, recoveryKey: string): boolean {
  const last = recoveryKey.split('-').at(-1) ?? '';
  const plain = typed
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  return last !== '' && plain.endsWith(last);
}

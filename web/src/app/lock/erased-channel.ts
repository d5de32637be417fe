const channelName = 'satchel-erased';

/** The device was erased: this window and all others begin anew. */
export function tellErased(): void {
  for (const key of ['satchel.tries', 'satchel.last-input']) localStorage.removeItem(key);
  new BroadcastChannel(channelName).postMessage(null);
  location.replace('/');
}

/** Begins anew when another window has erased the device. */
export function followErasing(): () => void {
  const channel = new BroadcastChannel(channelName);
  channel.addEventListener('message', () => location.replace('/'));
  return () => channel.close();
}

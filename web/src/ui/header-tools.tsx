import { createContext, type ReactNode, use } from 'react';

/** What the app puts at the end of every screen's header: who is using it, and the way to lock it. */
export const HeaderToolsContext = createContext<ReactNode>(null);

/** The place for it in a header. */
export function HeaderTools(): ReactNode {
  return use(HeaderToolsContext);
}

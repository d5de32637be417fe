import { type ReactNode, useEffect, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { useText } from '../../ui/use-text.ts';
import { closeCovers, type CoverNews, watchCovers } from './cover-news.ts';

/** What still goes on behind the lock, in any window; null when all keys are gone. */
export function useCoverNews(): CoverNews | null {
  const [news, setNews] = useState<CoverNews | null>(null);
  useEffect(() => watchCovers(setNews), []);
  return news;
}

/** What still goes on, for how long at most, and the way to end it. */
export function UnderCoverNotice({ news }: { readonly news: CoverNews }): ReactNode {
  const text = useText();
  const { leftS, images, ops, files } = news;
  return (
    <section className="lock-finishing" aria-label={text('cover.title')}>
      <div role="status">
        {files === 0 ? null : <p>{text('cover.adding', { count: files })}</p>}
        {images === 0 ? null : <p>{text('cover.sending', { count: images })}</p>}
        {images > 0 || ops === 0 ? null : <p>{text('cover.sendingOps', { count: ops })}</p>}
      </div>
      <p className="muted">{text('cover.limit', { minutes: Math.ceil(leftS / 60) })}</p>
      <Button onPress={closeCovers}>{text('cover.closeNow')}</Button>
    </section>
  );
}

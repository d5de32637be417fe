import './attribute-browser.css';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import ChevronDown from 'lucide-react/icons/chevron-down';
import ChevronUp from 'lucide-react/icons/chevron-up';
import { IconButton } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { useWording, type Wording } from '../../ui/use-text.ts';
import { useSession, useViewer } from '../session/viewer-context.ts';
import { stackOf } from '../state/viewer-state.ts';
import type { FrameStack } from '../stack/frame-stack.ts';
import { AttributeList } from './attribute-list.tsx';
import { useAttributes } from './use-attributes.ts';

/** Every attribute of the instance that the active pane shows: to search, to read, to copy. Text only as text. */
export function AttributeBrowser({ onClose }: { readonly onClose: () => void }): ReactNode {
  const wording = useWording();
  const { text } = wording;
  const { model } = useSession();
  const stack = useViewer(stackOf);
  const index = useViewer((state) => state.shown.index);
  const [search, setSearch] = useState('');
  const instanceId = stack?.frames[index]?.instance.id;
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // Where a keyboard is at hand; the one of a phone would cover what was asked for.
    if (matchMedia('(hover: hover)').matches) field.current?.focus();
  }, []);
  if (stack === null || instanceId === undefined) return null;
  const hasOthers = !stack.isMultiFrame && stack.frames.length > 1;
  return (
    <Dialog title={text('viewer.attributes')} onClose={onClose}>
      <div className="attribute-browser">
        <div className="attribute-bar">
          <p className="attribute-whose">{whoseWords(stack, index, wording)}</p>
          {hasOthers ? (
            <div className="attribute-steps">
              <IconButton
                icon={ChevronUp}
                label={text('attributes.previous')}
                isDisabled={index === 0}
                onPress={() => model.step(-1)}
              />
              <IconButton
                icon={ChevronDown}
                label={text('attributes.next')}
                isDisabled={index === stack.frames.length - 1}
                onPress={() => model.step(1)}
              />
            </div>
          ) : null}
        </div>
        <div className="attribute-find">
          <input
            ref={field}
            type="search"
            className="attribute-search"
            aria-label={text('attributes.search')}
            placeholder={text('attributes.search')}
            spellCheck={false}
            autoComplete="off"
            autoCapitalize="off"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
        </div>
        <Attributes instanceId={instanceId} search={search} onSearch={setSearch} />
      </div>
    </Dialog>
  );
}

interface AttributesProps {
  readonly instanceId: string;
  readonly search: string;
  readonly onSearch: (search: string) => void;
}

function Attributes({ instanceId, ...search }: AttributesProps): ReactNode {
  const { text, failureText } = useWording();
  const attributes = useAttributes(instanceId);
  switch (attributes.kind) {
    case 'loading':
      return <Spinner label={text('viewer.loading')} />;
    case 'failed':
      return <p role="alert">{failureText(attributes.failure)}</p>;
    case 'rows': {
      // The next image's are on their way: these would stand under its name.
      const isStale = attributes.of !== instanceId;
      return (
        <div className={isStale ? 'attribute-body attribute-stale' : 'attribute-body'}>
          <AttributeList rows={attributes.rows} {...search} />
        </div>
      );
    }
  }
}

function whoseWords(stack: FrameStack, index: number, { text }: Wording): string {
  const count = stack.frames.length;
  if (stack.kind === 'not-an-image') return text('attributes.ofObject');
  if (stack.isMultiFrame) return text('attributes.ofClip', { count });
  return text('attributes.ofImage', { n: index + 1, count });
}

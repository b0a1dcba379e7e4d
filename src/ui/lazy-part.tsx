import { Alert, Button, Group, Modal } from '@mantine/core';
import {
  Component,
  type ComponentType,
  createContext,
  lazy,
  type ReactNode,
  Suspense,
  use,
} from 'react';
import { isMissingPart } from '#src/lib/missing-part.ts';
import { words } from '#words/ui.ts';

/** Loads the page again. */
export const ReloadContext = createContext<() => void>(() => undefined);

interface Place {
  /** Shown while the part is fetched. */
  readonly fallback?: ReactNode;
  /** Where the part opens over the page: takes it away again. */
  readonly onDismiss?: () => void;
}

/**
 * A part of the page that is fetched when it is first shown. Where it cannot be, its place says so and the rest of the
 * page goes on.
 */
export function lazyPart<P extends object>(
  load: () => Promise<ComponentType<P>>,
): ComponentType<P & Place> {
  const fetched = () => lazy(async () => ({ default: await load() }));
  let Loaded = fetched();
  const renew = () => {
    Loaded = fetched(); // one that has failed stays failed
  };
  return function LazyPart({ fallback, onDismiss, ...props }: P & Place) {
    return (
      <MissingPartBoundary onCaught={renew} onDismiss={onDismiss}>
        <Suspense fallback={fallback}>
          <Loaded {...(props as unknown as P)} />
        </Suspense>
      </MissingPartBoundary>
    );
  };
}

interface BoundaryProps {
  readonly onCaught: () => void;
  readonly onDismiss: (() => void) | undefined;
  readonly children: ReactNode;
}

interface BoundaryState {
  readonly error: Error | null;
}

class MissingPartBoundary extends Component<BoundaryProps, BoundaryState> {
  override state: BoundaryState = { error: null };

  static getDerivedStateFromError(error: Error): BoundaryState {
    return { error };
  }

  override componentDidCatch(): void {
    this.props.onCaught();
  }

  override render() {
    const { error } = this.state;
    const { children, onDismiss } = this.props;
    if (error === null) return children;
    if (!isMissingPart(error)) throw error;
    const ways = <Ways onRetry={() => this.setState({ error: null })} />;
    if (onDismiss === undefined) return <Alert title={title}>{ways}</Alert>;
    return (
      <Modal opened onClose={onDismiss} title={title}>
        {ways}
      </Modal>
    );
  }
}

const title = words.thisPartOfThePageCould;

function Ways({ onRetry }: { onRetry: () => void }) {
  const reload = use(ReloadContext);
  return (
    <div data-testid="missing-part">
      {words.areYouOfflineOrWasThe}
      <Group gap="xs" mt="sm">
        <Button variant="filled" onClick={onRetry} data-testid="retry-part">
          {words.tryAgain}
        </Button>
        <Button onClick={reload}>{words.reloadThePage}</Button>
      </Group>
    </div>
  );
}

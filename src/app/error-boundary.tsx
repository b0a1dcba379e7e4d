import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import classes from '#src/app/page.module.css';
import { CopyButton } from '#src/ui/copy-button.tsx';

interface ErrorBoundaryProps {
  /** Puts the first experiment back. */
  readonly onReset: () => void;
  /** Loads the page again. */
  readonly onReload: () => void;
  readonly children: ReactNode;
}

interface ErrorBoundaryState {
  readonly error: unknown;
}

/** Where drawing the page itself breaks: what happened, and two ways out. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { error: null };

  static getDerivedStateFromError(error: unknown): ErrorBoundaryState {
    return { error };
  }

  override render() {
    const { error } = this.state;
    if (error === null) return this.props.children;
    const reset = () => {
      this.props.onReset();
      this.setState({ error: null });
    };
    return (
      <main className={classes.broken} data-testid="broken">
        <h1>The page broke</h1>
        <p>
          This is a mistake of Fitscope, not of yours. Reset opens the first experiment; Reload
          tries the present one again.
        </p>
        <div className={classes.ways}>
          <Button data-testid="reset-page" onClick={reset}>
            Reset
          </Button>
          <Button variant="default" data-testid="reload-page" onClick={this.props.onReload}>
            Reload
          </Button>
          <CopyButton text={details(error)} variant="default">
            Copy details
          </CopyButton>
        </div>
        <pre className={classes.details}>{details(error)}</pre>
      </main>
    );
  }
}

function details(error: unknown): string {
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `${what}\n\n${navigator.userAgent}`;
}

import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import classes from '#src/app/page.module.css';
import { CopyButton } from '#src/ui/copy-button.tsx';
import { words } from '#words/app.ts';

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
        <h1>{words.thePageBroke}</h1>
        <p>{words.thisIsAMistakeOfFitscope}</p>
        <div className={classes.ways}>
          <Button variant="filled" size="sm" data-testid="reset-page" onClick={reset}>
            {words.reset}
          </Button>
          <Button size="sm" data-testid="reload-page" onClick={this.props.onReload}>
            {words.reload}
          </Button>
          <CopyButton size="sm" text={details(error)}>
            {words.copyDetails}
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

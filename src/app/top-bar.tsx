import { Button } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp, IconHelp, IconShare2 } from '@tabler/icons-react';
import classes from '#src/app/page.module.css';
import { ThemeMenu } from '#src/app/theme-menu.tsx';
import { ViewSwitch } from '#src/app/view-switch.tsx';
import { ActionButton } from '#src/panels/shared/action-button.tsx';
import { useAction } from '#src/store/hooks.ts';
import { ariaKeys } from '#src/ui/key-names.ts';
import { Logo } from '#src/ui/logo.tsx';
import { actionWords } from '#words/actions.ts';
import { words } from '#words/app.ts';

/** The name of the place, and what concerns the whole page. */
export function TopBar() {
  const { keyName: shareKey, onClick: openShare } = useAction('share');
  return (
    <div className={classes.topBar}>
      <h1 className={classes.brand}>
        <Logo />
        <span className={classes.name}>Fitscope</span>
      </h1>
      <ViewSwitch />
      <span className={classes.claim}>{words.whyWontMyNetworkFit}</span>
      <div className={classes.tools}>
        <ActionButton id="undo" icon={IconArrowBackUp} />
        <ActionButton id="redo" icon={IconArrowForwardUp} />
        <ActionButton id="help" icon={IconHelp} />
        <ThemeMenu />
        <Button
          variant="light"
          fz="sm"
          classNames={{ root: classes.share ?? '', section: classes.shareIcon ?? '' }}
          leftSection={<IconShare2 size={18} stroke={1.7} aria-hidden />}
          aria-keyshortcuts={ariaKeys(shareKey)}
          aria-label={actionWords.share.label}
          data-testid="share"
          onClick={openShare}
        >
          <span className={classes.shareText}>{actionWords.share.label}</span>
        </Button>
      </div>
    </div>
  );
}

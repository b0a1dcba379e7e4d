import { Button } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp, IconHelp, IconShare2 } from '@tabler/icons-react';
import classes from '#src/app/page.module.css';
import { ThemeMenu } from '#src/app/theme-menu.tsx';
import { ViewSwitch } from '#src/app/view-switch.tsx';
import { useCommands, useHistory } from '#src/store/hooks.ts';
import { IconButton } from '#src/ui/icon-button.tsx';
import { Logo } from '#src/ui/logo.tsx';

/** The name of the place, and what concerns the whole page. */
export function TopBar() {
  const { undo, redo, openDialog } = useCommands();
  const history = useHistory();
  return (
    <div className={classes.topBar}>
      <h1 className={classes.brand}>
        <Logo />
        <span className={classes.name}>Fitscope</span>
      </h1>
      <ViewSwitch />
      <span className={classes.claim}>Why won’t my network fit this function?</span>
      <div className={classes.tools}>
        <IconButton
          icon={IconArrowBackUp}
          label="Undo"
          data-testid="undo"
          shortcut="Control+Z"
          disabled={history.undo === 0}
          onClick={undo}
        />
        <IconButton
          icon={IconArrowForwardUp}
          label="Redo"
          data-testid="redo"
          shortcut="Control+Shift+Z"
          disabled={history.redo === 0}
          onClick={redo}
        />
        <IconButton
          icon={IconHelp}
          label="Help"
          data-testid="help"
          shortcut="?"
          onClick={() => openDialog('help')}
        />
        <ThemeMenu />
        <Button
          variant="light"
          size="xs"
          fz="sm"
          className={classes.share}
          leftSection={<IconShare2 size={18} stroke={1.7} aria-hidden />}
          aria-keyshortcuts="S"
          aria-label="Share"
          data-testid="share"
          onClick={() => openDialog('share')}
        >
          <span className={classes.shareText}>Share</span>
        </Button>
      </div>
    </div>
  );
}

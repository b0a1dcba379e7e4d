import { useLayoutEffect, useState } from 'react';
import classes from '#src/panels/share/link/file-drop.module.css';
import { openFrom } from '#src/panels/share/link/open-file.ts';
import { useCommands, useCompareCommands, useServices } from '#src/store/hooks.ts';
import { words } from '#words/share/link.ts';

/** Opens an experiment file that is dropped anywhere on the page, where it can be trained. */
export function FileDrop() {
  const commands = useCommands();
  const { showView } = useCompareCommands();
  const { library } = useServices().compare;
  const [over, setOver] = useState(false);
  useLayoutEffect(() => {
    const hasFile = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const onDragOver = (event: DragEvent) => {
      if (!hasFile(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const onDragLeave = (event: DragEvent) => {
      // Leaving an element for one inside it also fires this event; leaving the page has no next element.
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent) => {
      setOver(false);
      const file = event.dataTransfer?.files[0];
      if (file === undefined) return;
      event.preventDefault();
      void openFrom(file, commands, library).then((isOpen) => {
        if (isOpen) showView('train');
      });
    };
    document.addEventListener('dragover', onDragOver);
    document.addEventListener('dragleave', onDragLeave);
    document.addEventListener('drop', onDrop);
    return () => {
      document.removeEventListener('dragover', onDragOver);
      document.removeEventListener('dragleave', onDragLeave);
      document.removeEventListener('drop', onDrop);
    };
  }, [commands, showView, library]);
  if (!over) return null;
  return (
    <div className={classes.over} data-testid="drop-hint">
      {words.dropAnExperimentOrCode}
    </div>
  );
}

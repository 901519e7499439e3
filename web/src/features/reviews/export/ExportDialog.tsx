import { Dialog } from '@/ui/Dialog';

interface ExportDialogProps {
  project: string;
  onClose: () => void;
}

/** Examples for training, to be looked at and taken along. */
export const ExportDialog = ({ project, onClose }: ExportDialogProps) => (
  <Dialog label={project} onClose={onClose}>
    <p style={{ padding: 16 }}>{project}</p>
  </Dialog>
);

// Histograms over time.
export const histogram = {
  hint: 'Arrow keys move, with Shift they select, Enter zooms in, Escape clears.',
  zoomIn: 'Zoom in',
  clear: 'Clear',
};

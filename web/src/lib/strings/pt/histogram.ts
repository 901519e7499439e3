// Histogramas ao longo do tempo.
export const histogram = {
  hint: 'As setas movem, com Shift selecionam, Enter amplia, Escape limpa.',
  zoomIn: 'Ampliar',
  clear: 'Limpar',
};

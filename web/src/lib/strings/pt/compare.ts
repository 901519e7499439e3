// Duas execuções lado a lado.
import { locale } from '../../language';
import type { Strings } from '../../strings';

const n = (value: number) => value.toLocaleString(locale);

export const compare: Strings['compare'] = {
  title: 'Comparar',
  goTo: 'Comparar duas execuções',
  with: (id: string) => `Comparar com ${id}`,
  button: 'Comparar',
  menuTitle: 'Comparar com',
  earlier: 'Anteriores do mesmo agente',
  noEarlier: 'Este agente não tem execução anterior.',
  choose: 'Escolher outra…',
  left: 'Esquerda',
  right: 'Direita',
  change: 'Trocar',
  changeSide: { left: 'Trocar a execução da esquerda', right: 'Trocar a execução da direita' },
  swap: 'Inverter',
  pick: { left: 'Escolha a execução da esquerda', right: 'Escolha a execução da direita' },
  pickText: 'Busque por nome, agente ou texto, ou cole um id.',
  search: 'Busque, ou cole um id',
  takeId: (id: string) => `Usar ${id}`,
  sameAgent: 'Do mesmo agente',
  recent: 'Recentes',
  nothing: 'Nenhuma execução corresponde.',
  notFound: (id: string) => `Nada neste projeto tem o id ${id}.`,
  pickTitle: 'Escolha duas execuções',
  pickHint: 'O que difere em estrutura, duração, tokens, custo, status e saída aparece aqui.',
  same: 'São a mesma execução',
  cap: (shown: number, total: number) =>
    `Só os primeiros ${n(shown)} de ${n(total)} spans são comparados: o limite do servidor para uma página.`,

  figures: 'Números',
  status: 'Status',
  duration: 'Duração',
  spans: 'Spans',
  errors: 'Erros',
  inputTokens: 'Tokens de entrada',
  outputTokens: 'Tokens de saída',
  cost: 'Custo',
  model: 'Modelos',
  noChange: 'igual',

  views: 'O que é comparado',
  view: { structure: 'Estrutura', input: 'Entrada', output: 'Saída' },
  onlyDifferences: 'Só diferenças',
  next: 'Próxima diferença',
  previous: 'Diferença anterior',
  counts: {
    added: (count: number) => (count === 1 ? '1 a mais' : `${n(count)} a mais`),
    removed: (count: number) => (count === 1 ? '1 a menos' : `${n(count)} a menos`),
    changed: (count: number) => (count === 1 ? '1 alterado' : `${n(count)} alterados`),
    none: 'Nenhuma diferença de estrutura',
  },
  tree: 'Spans das duas execuções',
  leftColumn: 'Esquerda',
  rightColumn: 'Direita',
  deltaColumn: 'Diferença',
  kind: { same: 'igual', changed: 'alterado', added: 'só à direita', removed: 'só à esquerda' },
  folded: (count: number) => (count === 1 ? '1 span é igual' : `${n(count)} spans são iguais`),
  tokens: (delta: string) => `${delta} tok`,

  noText: { input: 'Nenhuma informa uma entrada.', output: 'Nenhuma informa uma saída.' },
  absent: 'Nada foi informado.',
  alike: (share: string) => `${share} igual`,
  identical: 'Igual dos dois lados',

  keys: {
    title: 'Comparação',
    keys: [
      ['s', 'inverter'],
      ['d', 'só diferenças'],
      ['n N', 'próxima diferença, anterior'],
      ['↑ ↓', 'mover'],
      ['↵', 'abrir o span'],
    ],
  },
};

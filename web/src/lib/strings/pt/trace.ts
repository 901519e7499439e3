// Ferramentas do trace: zoom, busca em payloads, o menu do celular.

import { locale } from '../../language';
import type { Strings } from '../../strings';

const n = (value: number) => value.toLocaleString(locale);

export const trace: Strings['trace'] = {
  filterType: 'Filtrar por tipo',
  sortType: 'Tipo',
  deep: {
    label: 'Buscar nos payloads',
    hint: 'Buscar também em entradas, saídas, atributos e eventos; chave=valor encontra um atributo',
    reading: 'Lendo entradas, saídas e atributos…',
    failed: 'Não foi possível ler os payloads',
    ready: (spans: number, all: number) =>
      spans === all
        ? `Buscando nos payloads de ${n(all)} spans`
        : `Buscando nos payloads dos primeiros ${n(spans)} de ${n(all)} spans: mais não caberia`,
  },
  moreTitle: 'Como o trace é mostrado',
  axisHint:
    'Arraste para aproximar, clique duas vezes para voltar. Ctrl e a roda aproximam, Shift e a roda movem.',
  minimapLabel:
    'Mapa do trace inteiro: arraste para aproximar, arraste a parte mostrada para movê-la',
  errorsBelow: (count: number) => (count === 1 ? '1 erro abaixo' : `${n(count)} erros abaixo`),
  json: {
    find: 'Buscar em chaves e valores',
    looking: 'buscando…',
    next: 'Próxima ocorrência',
    previous: 'Ocorrência anterior',
    all: (spans: number) => `Carregar entradas, saídas e atributos de ${n(spans)} spans`,
    loading: 'Carregando entradas, saídas e atributos…',
    without: 'Sem entradas, saídas e atributos.',
  },
  summary: 'Resumo',
  spans: 'Spans',
  running: 'Em curso',
  failed: 'Com erro',
  average: 'Média',
  longest: 'Mais longo',
  shortest: 'Mais curto',
  successRate: 'Taxa de sucesso',
  deepest: 'Níveis',
  keys: {
    title: 'Trace: tempo e ordem',
    keys: [
      ['+ −', 'aproximar, afastar'],
      ['0', 'o trace inteiro'],
      ['Shift ← →', 'mover ao longo do eixo do tempo'],
      ['s', 'ordenar pelo próximo critério'],
      ['p', 'mostrar ou ocultar o caminho crítico'],
      ['i', 'estatísticas'],
    ],
  },
};

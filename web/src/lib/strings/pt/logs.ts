// Linhas de log.
import { locale } from '../../language';

const n = (value: number) => value.toLocaleString(locale);
const lines = (count: number) => `${n(count)} ${count === 1 ? 'linha' : 'linhas'}`;
/** `3,1 mi`, para frases. */
const about = (value: number) =>
  value.toLocaleString(locale, { notation: 'compact', maximumFractionDigits: 1 });

export const logs = {
  title: 'Logs',
  label: 'Linhas de log',
  lines,
  noLevel: '–',

  column: { time: 'Hora', level: 'Nível', service: 'Serviço', message: 'Mensagem' },
  columns: 'Colunas',
  columnsTitle: 'Atributos como colunas',
  columnsFind: 'Procurar um atributo',
  columnsReset: 'Sem colunas',
  columnsNone: 'Estas linhas não têm atributos.',
  removeColumn: (name: string) => `Remover a coluna ${name}`,
  wrap: 'Quebrar',
  newest: 'Mais novas',
  oldest: 'Mais antigas',
  order: 'Ordem',

  histogram: 'Linhas ao longo do tempo, por nível',
  levels: { unknown: 'sem nível' } as Record<string, string>,
  counting: 'Contando linhas',
  notCounted: (count: number | null, until: string) =>
    count === null
      ? `antes de ${until} ainda não procurado`
      : `${about(count)} linhas antes de ${until} ainda não procuradas`,
  searched: (done: number, all: number, until: string) =>
    `procurado em ${about(done)} de ${about(all)}, até ${until}`,
  searchedTo: (until: string) => `procurado de volta até ${until}`,
  continue: 'Continuar',
  continuing: 'Procurando…',
  listSearchedTo: (until: string) =>
    `As linhas antes de ${until} ainda não foram procuradas: a busca usou o seu tempo.`,
  listSearchedOn: (until: string) =>
    `As linhas depois de ${until} ainda não foram procuradas: a busca usou o seu tempo.`,
  allRead: 'Estas são todas.',

  query: {
    label: 'Procurar linhas de log',
    placeholder: 'Procure, ou campo=valor',
    remove: (condition: string) => `Remover a condição ${condition}`,
    flip: (condition: string) => `Inverter a condição: ${condition}`,
    clear: 'Limpar',
    suggestions: 'Campos e valores',
  },

  facets: {
    title: 'Campos',
    find: 'Procurar um campo',
    level: 'Nível',
    sampled: (count: number) => `Contagens das ${n(count)} linhas mais novas`,
    /** Before a value. */
    include: (field: string) => `Só ${field}`,
    exclude: (field: string) => `Sem ${field}`,
    undo: (field: string) => `Não mais: ${field}`,
    hint: 'Clique para só este, Alt e clique para todos menos este',
    excluded: 'excluído',
    empty: 'vazio',
    moreValues: 'Mais valores',
    moreFields: (count: number) => `mais ${n(count)} ${count === 1 ? 'campo' : 'campos'}`,
    none: 'Nenhum campo com esse nome.',
    failed: 'Não foi possível ler os campos.',
    close: 'Mostrar as linhas',
  },

  tail: {
    title: 'Acompanhamento ao vivo',
    start: 'Ao vivo',
    pause: 'Pausar',
    resume: 'Retomar',
    paused: 'pausado',
    waiting: (count: number) => `${n(count)} ${count === 1 ? 'nova' : 'novas'}`,
    take: (count: number) => `Mostrar ${n(count)} ${count === 1 ? 'linha nova' : 'linhas novas'}`,
    dropped: (count: number) => `${n(count)} ${count === 1 ? 'omitida' : 'omitidas'}`,
    droppedHint:
      'Chegaram mais linhas do que o acompanhamento envia. A lista diz onde; as linhas estão guardadas.',
    following: 'acompanhando',
    lost: 'conexão perdida, tentando de novo',
    hint: 'Espaço pausa e retoma',
  },
  gap: (count: number | null, isExact: boolean, span: string) => {
    const where = span ? `, ${span}` : '';
    if (count === null) return `Podem faltar linhas aqui${where}. Elas estão guardadas:`;
    const most = isExact ? '' : 'até ';
    const left = count === 1 ? 'omitida' : 'omitidas';
    return `${most}${lines(count)} ${left} aqui durante o acompanhamento${where}. Elas estão guardadas:`;
  },
  gapLoad: 'carregar',
  gapLoading: 'carregando…',

  fields: 'Campos',
  copyLine: 'Copiar linha',
  copyField: (name: string) => `Copiar ${name}`,
  only: (name: string, value: string) => `Só linhas com ${name} ${value}`,
  onlyHint: 'Só este (i)',
  except: (name: string, value: string) => `Só linhas sem ${name} ${value}`,
  exceptHint: 'Sem este (x)',
  asColumn: (name: string) => `Coluna ${name}`,
  resource: 'recurso',
  resourceOf: (names: string[], more: number) =>
    more > 0 ? `${names.join(', ')} e mais ${n(more)}` : names.join(', '),
  trace: 'Trace',
  traceSum: (duration: string, spans: number) =>
    `${duration} · ${n(spans)} ${spans === 1 ? 'span' : 'spans'}`,
  traceAbsent: 'O trace desta linha não está guardado, ou ainda não.',
  noTrace: 'Esta linha não pertence a nenhum trace.',
  thisLine: 'Esta linha',
  openExecution: 'Abrir execução',
  context: {
    title: 'Em volta desta linha',
    by: 'Linhas do mesmo',
    service: 'serviço',
    trace: 'trace',
    more: 'Mais linhas',
    all: 'Todas em Logs',
    incomplete: 'A busca demorou demais: podem faltar linhas.',
  },
  linked: 'A linha deste link:',

  export: {
    title: 'Exportar',
    jsonl: 'JSON, um por linha',
    csv: 'CSV',
    bound: (count: number) => `No máximo ${lines(count)}, na ordem da lista`,
    running: (count: number) => `Exportando: ${lines(count)}`,
    cancel: 'Cancelar',
    done: (count: number, isAll: boolean) =>
      isAll ? `${lines(count)} exportadas` : `${lines(count)} exportadas, há mais`,
    failed: 'A exportação foi interrompida. Nada foi salvo.',
  },

  keys: {
    move: 'mover',
    open: 'abrir linha',
    execution: 'abrir a execução',
    only: 'só, sem este valor',
    tail: 'ao vivo',
    all: 'todas as teclas',
  },

  emptyTitle: 'Nenhuma linha de log aqui',
  emptyText: 'Linhas enviadas a /v1/logs ou /api/v1/logs aparecem aqui, as mais novas primeiro.',
  noMatch: 'Nenhuma linha corresponde',
  noMatchText: 'Nenhuma linha neste período atende a todas as condições.',
  clearFilters: 'Limpar as condições',
  lookAtAll: 'Ver todo o período',
};

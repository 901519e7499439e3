// Painéis: o quadro, os cartões e seus gráficos.
import { locale } from '../../language';

const n = (value: number) => value.toLocaleString(locale);

export const dashboards = {
  title: 'Métricas',
  unsaved: 'não salvo',
  unsavedHint: 'Alterado aqui e ainda não salvo',

  menu: {
    title: 'Painéis',
    cards: (count: number) => (count === 1 ? '1 cartão' : `${n(count)} cartões`),
    new: 'Novo painel',
    duplicate: 'Duplicar',
    rename: 'Renomear',
    delete: 'Excluir',
    keep: 'Manter este período, a atualização e os filtros',
    import: 'Importar de um arquivo',
    export: 'Exportar como arquivo',
  },
  name: 'Nome',
  description: 'Descrição',
  create: 'Criar',
  rename: 'Renomear',
  newName: 'Painel',
  copyWord: 'cópia',
  deleteTitle: 'Excluir o painel?',
  deleteText: (name: string) =>
    `“${name}” some para todos neste projeto. Os eventos que ele mostra ficam.`,
  delete: 'Excluir',
  deleted: 'Painel excluído',
  saved: 'Painel salvo',
  copied: 'Endereço copiado',
  copyFailed: 'Não foi possível copiar o endereço.',
  notImported: 'Esse arquivo não contém um painel.',
  save: 'Salvar',
  discard: 'Descartar',
  share: 'Compartilhar',
  shareHint: 'Copia o endereço, com o período e os filtros',
  addCard: 'Cartão',
  addCardLabel: 'Adicionar um cartão',
  tooMany: (most: number) => `Um painel tem lugar para ${n(most)} cartões.`,
  changedElsewhere: (who: string) => `${who} salvou uma versão mais nova deste painel.`,
  takeNewer: 'Mostrar',

  conflict: {
    title: 'Alguém salvou este painel enquanto isso',
    text: (who: string, when: string) =>
      `${who} salvou ${when}. O que fazer com as suas alterações?`,
    somebody: 'Alguém',
    theirs: 'Ficar com a versão salva',
    theirsText: 'Suas alterações são descartadas.',
    mine: 'Ficar com a minha',
    mineText: 'Seus cartões substituem os da versão salva.',
    copy: 'Salvar a minha como cópia',
    copyText: 'Ficam as duas, como dois painéis.',
  },

  refresh: {
    title: 'Atualização',
    off: 'Sem atualização',
    every: {
      '10': 'A cada 10 segundos',
      '60': 'A cada minuto',
      '300': 'A cada 5 minutos',
    } as Record<string, string>,
    seconds: (count: number) => `A cada ${n(count)} segundos`,
  },

  wall: {
    enter: 'Tela cheia',
  },

  filters: 'Filtros de todos os cartões de eventos',

  card: {
    edit: 'Editar',
    duplicate: 'Duplicar',
    delete: 'Excluir',
    events: 'Abrir os eventos',
    execution: (id: string) => `Abrir a execução ${id}`,
    menu: (title: string) => `Cartão ${title}`,
    move: (title: string) => `Mover o cartão ${title}`,
    moveHint: 'As setas movem o cartão; Shift e as setas mudam o tamanho',
    placed: (title: string, column: number, row: number, w: number, h: number) =>
      `${title}: coluna ${column}, linha ${row}, largura ${w}, altura ${h}`,
    deleted: 'Cartão excluído. Some de vez quando o painel for salvo.',
    untitled: 'Sem título',
    failed: 'Não foi possível ler este cartão.',
    unfinished: 'Este cartão não está pronto: ainda não tem evento.',
    none: (what: string) =>
      what ? `Nenhum evento ${what} neste período.` : 'Nenhum evento neste período.',
    nothing: 'Nada a mostrar neste período.',
    notes: 'Sobre estes números',
    skipped: (count: number, property: string) =>
      count === 1
        ? `1 valor de ${property} é de outro tipo e não conta.`
        : `${n(count)} valores de ${property} são de outro tipo e não contam.`,
    estimate: 'Uma estimativa, dentro de 2 %: há muitos valores diferentes.',
    percentile: 'Percentis são estimativas, dentro de 2,2 %.',
    leftOut: 'Alguns valores ficaram de fora: há mais do que se guarda.',
    incomplete: (until: string) => `Incompleto: a busca demorou demais. Ela chegou até ${until}.`,
    incompleteSoon: 'Incompleto: a busca demorou demais.',
    stale: 'Não atualizado: a última leitura falhou.',
  },

  chart: {
    from: 'antes',
    nothingBefore: 'nada antes',
    target: 'meta',
    total: 'no total',
    before: 'antes',
    open: 'clique para abrir os eventos',
    part: 'só uma parte',
    bucket: 'Período',
    table: (title: string) => `Números de ${title}`,
    latest: (count: number) => `os ${n(count)} mais recentes`,
    share: (value: string, share: string) => `${value} · ${share}`,
  },

  other: 'outros',
  without: 'sem valor',
  emptyText: '(vazio)',
  allEvents: 'todos os eventos',
  by: (property: string) => `por ${property}`,
  per: { hour: 'por hora', day: 'por dia', week: 'por semana', month: 'por mês' },
  dataset: { events: 'eventos', executions: 'execuções', spans: 'etapas', logs: 'linhas de log' },
  aggregation: {
    count: 'contagem',
    rate: 'taxa',
    sum: 'soma',
    avg: 'média',
    min: 'mínimo',
    max: 'máximo',
    distinct_count: 'valores distintos',
    p50: 'mediana',
    p95: 'percentil 95',
    p99: 'percentil 99',
  },

  empty: {
    boardTitle: 'Ainda não há cartões',
    boardText:
      'Um cartão mostra uma coisa: um número, um curso no tempo, partes de um todo ou os últimos eventos.',
    title: 'Painéis do que seus agentes fazem',
    text: (count: number) =>
      count === 1
        ? 'Um tipo de evento foi descoberto. Os cartões são montados com ele, sem código.'
        : `${n(count)} tipos de evento foram descobertos. Os cartões são montados com eles, sem código.`,
    propose: 'Propor um painel',
    proposing: 'Examinando os eventos…',
    start: 'Começar vazio',
    import: 'Importar',
    viewer: 'Ainda não há painel. Um editor do projeto pode criar um.',
    sendTitle: 'Envie o primeiro evento',
    sendText:
      'Um evento diz que algo aconteceu: um nome e o que valer a pena saber. Nada precisa ser declarado antes.',
    sendCopy: 'Copiar o comando',
    waiting: 'Esperando o primeiro evento',
    keyNote: 'Ponha uma chave deste projeto no lugar de YOUR_KEY.',
    executions: 'Execuções, etapas e logs também podem virar gráficos.',
    gone: 'Esse painel não existe',
    goneText: 'Foi excluído ou pertence a outro projeto.',
    toFirst: 'Ir para os painéis',
  },

  keys: {
    title: 'Métricas',
    keys: [
      ['f', 'tela cheia'],
      ['n', 'adicionar um cartão'],
      ['mod S', 'salvar o painel'],
      ['↑ ↓ ← →', 'mover o cartão cuja alça tem o foco'],
      ['Shift ↑ ↓ ← →', 'mudar o tamanho'],
      ['↵', 'abrir os eventos de um ponto'],
    ] as [string, string][],
  },
};

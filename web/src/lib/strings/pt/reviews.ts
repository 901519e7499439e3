// Avaliações: a fila, as listas e a conversa que se avalia.
import { locale } from '../../language';
import type { reviews as english } from '../en/reviews';

const n = (value: number) => value.toLocaleString(locale);

export const reviews: typeof english = {
  title: 'Avaliações',
  formLabel: 'Avaliação',
  panesLabel: 'Partes da página',
  panes: { queue: 'Fila', talk: 'Conversa', form: 'Avaliação' },
  tabs: { queue: 'Fila', in_progress: 'Em andamento', done: 'Feitas', all: 'Todas' },
  rating: { good: 'boa', bad: 'ruim', neutral: 'neutra' },
  priority: { low: 'baixa', medium: 'média', high: 'alta', critical: 'crítica' },
  status: {
    open: 'aberta',
    in_progress: 'em andamento',
    resolved: 'resolvida',
    dismissed: 'descartada',
  },
  somebody: 'Outra pessoa',
  openReview: (id: string) => `Abrir a avaliação ${id}`,
  takeNext: 'Pegar a próxima',
  backToList: 'Voltar à lista',
  toReview: 'Abrir a avaliação dela',
  toExecution: 'Abrir a execução dela',

  stats: {
    label: 'Avaliações em números',
    waiting: 'Na fila',
    critical: (count: number) => (count === 1 ? '1 crítica' : `${n(count)} críticas`),
    inProgress: 'Em andamento',
    resolved: 'Resolvidas',
    resolution: 'Resolução média',
    ratings: 'Notas',
    export: 'Exportar para treino',
    unit: {
      minutes: (value: string) => `${value} min`,
      hours: (value: string) => `${value} h`,
      days: (value: string) => (value === '1' ? '1 dia' : `${value} dias`),
    },
  },

  list: {
    label: 'Lista de avaliações',
    tabs: 'Qual lista',
    readingOn: 'Lendo mais',
    keys: { move: 'mover', open: 'abrir', filter: 'filtrar', search: 'buscar', all: 'atalhos' },
  },

  row: {
    now: 'agora',
    nobody: 'sem agente informado',
    age: {
      minutes: (count: number) => `${count} min`,
      hours: (count: number) => `${count} h`,
      days: (count: number) => `${count} d`,
    },
    note: {
      held: (name: string) => `com ${name}`,
      own: 'aberta com você',
      rule: (name: string) => `regra: ${name}`,
      person: (name: string) => `por ${name}`,
    },
  },

  filter: {
    title: 'Filtrar por',
    add: 'Filtro',
    clear: 'Limpar',
    search: 'Buscar nas avaliações',
    type: 'Digite um valor e tecle Enter',
    edit: (field: string) => `Filtrar ${field}`,
    remove: (field: string) => `Remover o filtro ${field}`,
    fields: {
      rating: 'Nota',
      priority: 'Prioridade',
      tag: 'Etiqueta',
      agentId: 'Agente',
      assignee: 'Responsável',
      rule: 'Regra',
    },
  },

  empty: {
    title: {
      queue: 'A fila está vazia',
      in_progress: 'Nada em andamento',
      done: 'Nada foi resolvido neste período',
      all: 'Nenhuma avaliação neste período',
    },
    text: {
      queue:
        'Regras colocam execuções na fila sozinhas; um juiz faz isso com POST /api/v1/reviews; qualquer pessoa, com o botão na execução.',
      in_progress: 'Uma avaliação salva sem “Resolver” fica aqui até ser resolvida.',
      done: 'O que foi resolvido ou descartado aparece aqui.',
      all: 'As avaliações aparecem aqui assim que são feitas.',
    },
    noMatch: 'Nada corresponde',
    noMatchText: 'Nada aqui corresponde a todos os filtros.',
    clear: 'Limpar os filtros',
    lookAtAll: 'Ver todo o período',
    toRules: 'Configurar regras',
  },

  start: {
    title: (count: number) =>
      count === 1 ? '1 execução espera avaliação' : `${n(count)} execuções esperam avaliação`,
    text: 'O mais importante vem primeiro. O que você abre fica com você por dez minutos, renovados enquanto estiver aberto, e ninguém mais o recebe.',
    begin: 'Começar a avaliar',
    choose: 'Escolha uma avaliação',
    chooseText: 'A conversa e o que se disse dela aparecem aqui.',
    none: 'Nenhuma avaliação ainda',
    noneText: 'O que entra na fila aparece na lista, e a conversa aparece aqui.',
    done: 'Tudo feito',
    doneText: (left: number) =>
      left === 0
        ? 'Nada espera avaliação.'
        : left === 1
          ? 'Resta 1, que você pulou ou que está atribuída a outra pessoa. Está na lista, se quiser pegá-la mesmo assim.'
          : `Restam ${n(left)}, que você pulou ou que estão atribuídas a outras pessoas. Estão na lista, se quiser pegar alguma mesmo assim.`,
    noneFits: 'Nada que corresponda aos filtros espera avaliação.',
    withoutFilters: 'Ver sem filtros',
    again: 'Procurar de novo',
  },

  notHere: {
    item: 'Já saiu da fila',
    unlisted: 'Não está entre as que aparecem aqui',
    review: 'Essa avaliação não existe',
    foreign: 'Outra pessoa está com ela',
  },
  notHereText: {
    item: 'Alguém já avaliou, ou tirou da fila.',
    unlisted: 'Está mais abaixo na lista, não corresponde aos filtros, ou já saiu da fila.',
    review: 'Ela foi excluída, ou é de outro projeto.',
    foreign: 'Fica com essa pessoa até ela salvar, sair ou passarem dez minutos.',
  },

  talk: {
    underReview: 'Em avaliação',
    openBeside: 'Abrir a execução em outra aba (o)',
    gone: 'A execução não existe mais',
    goneText: 'A retenção a apagou antes que alguém a avaliasse: não restou o que avaliar.',
    copy: 'A execução não existe mais; esta é a cópia guardada com a avaliação.',
    incomplete: 'A conversa era longa demais para ser guardada inteira: falta o começo.',
    cut: 'A conversa não foi lida até o fim, onde está a resposta.',
    readOn: 'Continuar a ler',
    readingOn: 'Lendo mais',
    silent: 'Nada foi dito nesta execução. Isto é o que ela recebeu e o que devolveu.',
    input: 'Entrada',
    output: 'Saída',
    copyInput: 'Copiar a entrada',
    copyOutput: 'Copiar a saída',
    nothing: 'Nada foi informado.',
    trace: 'Abrir o trace',
  },

  keys: {
    title: 'Avaliações',
    keys: [
      ['j k', 'descer, subir'],
      ['↵', 'abrir'],
      ['n', 'começar a avaliar'],
      ['f', 'adicionar um filtro'],
      ['/', 'buscar'],
      ['o', 'a execução em outra aba'],
    ],
  },
};

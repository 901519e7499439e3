// A moldura das páginas e os controles que elas têm em comum.
import { locale } from '../../language';
import type { shell as english } from '../en/shell';

const plural = (n: number, one: string, many = `${one}s`) =>
  `${n.toLocaleString(locale)} ${n === 1 ? one : many}`;

/** O que o servidor diz de si mesmo. */
const HEALTH: Record<string, string> = {
  healthy: 'saudável',
  degraded: 'com ressalvas',
  unhealthy: 'com problemas',
};

export const shell: typeof english = {
  name: 'Farol',
  copy: 'Copiar',
  copied: 'Copiado',
  close: 'Fechar',
  loading: 'Carregando',
  none: 'nenhum',

  status: { success: 'sucesso', error: 'erro', running: 'em curso', skipped: 'pulada' },

  nav: {
    label: 'Páginas',
    overview: 'Visão geral',
    executions: 'Execuções',
    threads: 'Conversas',
    logs: 'Logs',
    metrics: 'Métricas',
    skip: 'Pular para o conteúdo',
  },

  project: {
    switch: 'Trocar de projeto',
    title: 'Projetos',
    current: (name: string) => `Projeto ${name}`,
  },

  theme: {
    title: 'Tema',
    change: (now: string) => `Tema: ${now}. Mudar`,
    names: { system: 'Sistema', light: 'Claro', dark: 'Escuro' },
  },

  language: { title: 'Idioma', names: { en: 'English', pt: 'Português' } },

  account: { signedInAs: 'Você entrou como', signOut: 'Sair' },

  health: {
    line: (version: string, status: string) => `v${version} · ${HEALTH[status] ?? status}`,
    unreachable: 'fora de alcance',
    checks: 'Saúde do servidor',
  },

  time: {
    title: 'Período',
    from: 'De',
    to: 'Até',
    apply: 'Aplicar',
    order: 'O fim tem de vir depois do início.',
    presets: {
      '15m': 'Últimos 15 minutos',
      '1h': 'Última hora',
      '6h': 'Últimas 6 horas',
      '24h': 'Últimas 24 horas',
      '7d': 'Últimos 7 dias',
      '30d': 'Últimos 30 dias',
      all: 'Todo o período',
    },
    zone: (zone: string) => `Os horários estão em ${zone}, o fuso deste navegador.`,
  },

  live: 'Ao vivo',
  refresh: 'Atualizar',

  palette: {
    field: 'Ir para ou colar um id',
    label: 'Ir para uma página ou um id',
    placeholder: 'Uma página, ou o id de uma execução, um trace ou uma conversa',
    goTo: (page: string) => `Ir para ${page}`,
    openExecution: (id: string) => `Abrir a execução ${id}`,
    findText: (text: string) => `Buscar “${text}” nas execuções`,
    openThread: (id: string) => `Abrir a conversa ${id}`,
    logsOfTrace: (id: string) => `Logs do trace ${id}`,
    nothing: 'Nada com esse nome.',
    theme: (name: string) => `Tema: ${name}`,
    keys: 'Mostrar os atalhos de teclado',
  },

  keys: {
    title: 'Teclado',
    groups: [
      {
        title: 'Em toda parte',
        keys: [
          ['mod K', 'ir para uma página ou um id'],
          ['g o', 'visão geral'],
          ['g c', 'pontuações'],
          ['g e', 'execuções'],
          ['g t', 'conversas'],
          ['g l', 'logs'],
          ['g m', 'métricas'],
          ['g v', 'avaliações'],
          ['g s', 'configurações'],
          ['r', 'atualizar'],
          ['l', 'ligar e desligar o ao vivo'],
          ['?', 'estes atalhos'],
        ],
      },
      {
        title: 'Execuções',
        keys: [
          ['j k', 'descer, subir'],
          ['↵', 'abrir'],
          ['/', 'buscar no texto'],
          ['f', 'adicionar um filtro'],
          ['v', 'avaliar, ou abrir a avaliação'],
          ['c', 'copiar o id'],
          ['esc', 'fechar a prévia'],
        ],
      },
      {
        title: 'Conversas',
        keys: [
          ['j k', 'conversa ou mensagem seguinte, anterior'],
          ['e', 'próxima conversa com erros'],
          ['t', 'a mensagem aberta em seu trace'],
          ['/', 'buscar nas conversas, ou na conversa aberta'],
          ['esc', 'fechar a conversa ou o trace da mensagem'],
        ],
      },
      {
        title: 'Trace',
        keys: [
          ['↑ ↓', 'mover'],
          ['← →', 'fechar, abrir um ramo'],
          ['Home End', 'primeira, última linha'],
          ['↵', 'abrir o span'],
          ['/', 'buscar no trace'],
          ['n N', 'resultado seguinte, anterior'],
          ['e E', 'erro seguinte, anterior'],
          ['z', 'aproximar até o span'],
          ['[ ]', 'menos, mais níveis'],
          ['esc', 'fechar, depois desfazer o zoom'],
        ],
      },
      {
        title: 'Logs',
        keys: [
          ['j k', 'abaixo, acima'],
          ['↵', 'abrir a linha'],
          ['t', 'abrir a execução'],
          ['i x', 'só, sem o valor sob o ponteiro'],
          ['Espaço', 'acompanhar e pausar'],
          ['/', 'procurar'],
          ['esc', 'fechar as linhas'],
        ],
      },
    ],
  },

  json: {
    toggle: (key: string) => `Abrir ou fechar ${key}`,
    keys: (n: number) => `{ ${plural(n, 'chave')} }`,
    items: (n: number) => `[ ${plural(n, 'item', 'itens')} ]`,
    copyPath: 'Copiar o caminho',
    more: (n: number) => `+${n.toLocaleString(locale)} caracteres`,
    less: 'menos',
    moreRows: (n: number) => `mais ${plural(n, 'linha')}`,
  },

  errors: {
    title: 'Não deu certo',
    retry: 'Tentar de novo',
    unexpected: 'Algo inesperado aconteceu nesta página.',
    unreachable: 'O servidor não responde. Ele pode estar reiniciando, ou a rede caiu.',
    status: (status: number) => `O servidor respondeu ${status}.`,
    notFound: 'Esta página não existe',
    notFoundText: 'O endereço pode estar incompleto, ou a página vem em uma versão posterior.',
  },

  signIn: {
    title: 'Entrar no Farol',
    email: 'E-mail',
    password: 'Senha',
    submit: 'Entrar',
    busy: 'Entrando…',
    firstStart:
      'Ao iniciar pela primeira vez, o servidor imprimiu um link de acesso de uso único na saída padrão. Abra-o para entrar.',
    createUser: 'Outra pessoa entra com',
    expired: 'Este link de acesso já foi usado ou expirou.',
    expiredHelp:
      'Cada link funciona uma vez só. Entre abaixo, ou crie um usuário no servidor com o comando a seguir.',
    wrong: 'O e-mail ou a senha está incorreto.',
  },
};

// O que roda pelo relógio: retenção e tarefas; e a auditoria.
import { locale } from '../../language';

const plural = (n: number, one: string, many = `${one}s`) =>
  `${n.toLocaleString(locale)} ${n === 1 ? one : many}`;

const kinds: Record<string, string> = {
  spans: 'Spans',
  logs: 'Logs',
  log_counts: 'Contagens de logs',
  events: 'Eventos',
  event_keys: 'Chaves dos eventos',
  statistics: 'Estatísticas',
  rollups: 'Estatísticas',
  executions: 'Execuções',
  audit: 'Auditoria',
  audit_entries: 'Auditoria',
};

const about: Record<string, string> = {
  partitions: 'Cria os dias da semana que vem',
  request_hashes: 'Esquece hashes de requisições fora de uso',
  recent_nodes: 'Esquece em que trace estavam nós de JSON simples',
  write_groups: 'Esquece grupos que ninguém vai gravar de novo',
  partition_usage: 'Conta o que cada projeto tem nos dias encerrados',
  statistics: 'Soma as estatísticas dos spans',
  log_counts: 'Soma as contagens dos logs',
  event_rollups: 'Soma os números dos eventos',
  log_text_index: 'Dá aos dias encerrados de logs o índice de texto',
  retention: 'Descarta o que passou da idade ou do tamanho',
};

export const upkeep = {
  kinds,
  retention: {
    intro:
      'O que é mais antigo é descartado, dia a dia (UTC), e o que chega mais antigo é recusado. Além de um tamanho, os dias mais antigos são descartados; hoje e ontem sempre ficam.',
    limits: 'O que é mantido',
    limitsNote: 'em branco: como diz a configuração do servidor',
    days: 'Dias',
    daysHint: (standard: number | null) =>
      standard === null
        ? 'De 1 a 36.500. O servidor não limita.'
        : `De 1 a 36.500. Padrão do servidor: ${plural(standard, 'dia')}.`,
    bytes: 'Tamanho em disco',
    bytesHint: (size: string) =>
      `Por exemplo 10 GB. Todos os projetos juntos podem ocupar ${size}.`,
    noBytesHint: 'Por exemplo 10 GB. O servidor não limita.',
    noBound: 'sem limite',
    forEver: 'para sempre',
    stored: (size: string, rows: string, days: number) =>
      `${size} em ${rows} linhas de ${plural(days, 'dia encerrado', 'dias encerrados')}`,
    nothingStored: 'nada contado ainda: dias são contados depois de encerrados',
    lossByAge: (firstKept: string, oldest: string, days: number) =>
      `Tudo antes de ${firstKept} será descartado na próxima rodada: ${plural(days, 'dia')} desde ${oldest}.`,
    lossBySize: (size: string) =>
      `Cerca de ${size} serão descartados na próxima rodada, os dias mais antigos primeiro.`,
    faults: {
      days: 'Escreva um número inteiro de 1 a 36.500, ou nada.',
      bytes: 'Escreva um tamanho como 500 MB ou 10 GB, ou nada.',
    },
    saved: 'A retenção foi salva: vale em até meio minuto',
  },
  jobs: {
    intro:
      'O que o Farol faz pelo relógio. De vários servidores no mesmo banco, um roda cada tarefa.',
    list: 'Tarefas',
    job: 'Tarefa',
    about,
    every: 'A cada',
    lastRun: 'Última vez',
    took: 'Levou',
    next: 'Próxima',
    runs: 'Rodadas',
    failed: (n: number) => `${n.toLocaleString(locale)} com falha`,
    status: 'Situação',
    statuses: { RUNNING: 'rodando', DONE: 'feita', FAILED: 'falhou' },
    never: 'nunca',
    due: 'agora',
    inSeconds: (n: number) => `em ${n} s`,
    inMinutes: (n: number) => `em ${n} min`,
    runRetention: 'Rodar a retenção agora',
    asked: 'A retenção roda em até um segundo',
    retention: {
      title: 'Última rodada da retenção',
      statuses: {
        completed: 'feita',
        failed: 'falhou',
        running: 'rodando',
        never: 'nunca rodou',
      },
      kind: 'Tipo',
      rows: 'Linhas a menos',
      days: 'Dias a menos',
      freed: 'Liberado',
      left: 'Fica em disco',
      oldest: 'Dia mais antigo',
      never: 'A retenção ainda não rodou.',
      bound: (kind: string, project: string | null, size: string, most: string) =>
        `${kind}${project ? ` de “${project}”` : ''}: ${size}, mais que os ${most} permitidos. Hoje e ontem sempre ficam.`,
    },
  },
};

const actions: Record<string, string> = {
  'session.started': 'Entrou',
  'session.ended': 'Sessão encerrada',
  'sign_in.failed': 'Entrada falhou',
  'sign_in.limited': 'Entrada recusada: tentativas demais',
  sign_out: 'Saiu',
  'password.changed': 'Senha mudada',
  'key.created': 'Chave criada',
  'key.revoked': 'Chave revogada',
  'user.created': 'Pessoa criada',
  'user.changed': 'Pessoa mudada',
  'user.deleted': 'Pessoa excluída',
  'member.added': 'Membro incluído',
  'member.changed': 'Papel mudado',
  'member.removed': 'Membro removido',
  'invitation.created': 'Convite criado',
  'invitation.revoked': 'Convite revogado',
  'invitation.accepted': 'Convite aceito',
  'project.created': 'Projeto criado',
  'project.demo_filled': 'Dados de demonstração incluídos',
  'privacy.changed': 'Privacidade mudada',
  'retention.changed': 'Retenção mudada',
  'retention.requested': 'Rodada da retenção pedida',
  'partition.dropped': 'Dia descartado',
  'conversation.read': 'Conversa lida',
  'execution.exported': 'Execução exportada',
  'audit.exported': 'Auditoria exportada',
  'view.created': 'Visão salva',
  'view.changed': 'Visão mudada',
  'view.deleted': 'Visão excluída',
};

const groups: Record<string, string> = {
  'session.*': 'Sessões',
  'sign_in.*': 'Entradas que falharam',
  'password.*': 'Senhas',
  'key.*': 'Chaves',
  'member.*': 'Membros',
  'invitation.*': 'Convites',
  'user.*': 'Pessoas',
  'project.*': 'Projetos',
  'privacy.*': 'Privacidade',
  'retention.*': 'Retenção',
  'conversation.*': 'Conversas lidas',
  'view.*': 'Visões salvas',
};

const actors: Record<string, string> = {
  system: 'Farol',
  command: 'linha de comando',
  user: 'pessoa',
  key: 'chave',
};

export const audit = {
  intro: 'Quem fez o quê, quando e de onde. Registros são acrescentados e nunca mudados.',
  list: 'Registros da auditoria',
  export: 'Exportar CSV',
  scope: 'Abrangência',
  thisProject: 'Este projeto',
  everything: 'Tudo',
  anyAction: 'Qualquer ação',
  actions,
  groups,
  kinds: actors,
  action: 'Ação',
  actor: 'Quem',
  actorHint: 'Quem: e-mail ou chave',
  targetHint: 'Alvo',
  target: 'Alvo',
  project: 'Projeto',
  from: 'Do endereço',
  time: 'Horário',
  field: 'Campo',
  before: 'Antes',
  after: 'Depois',
  only: (value: string) => `Só ${value}`,
  clear: 'Limpar',
  none: 'Nada foi feito neste período.',
  noMatch: 'Nada corresponde a estes filtros neste período.',
  lookAtAll: 'Ver todo o período',
  end: 'Isso é tudo.',
};

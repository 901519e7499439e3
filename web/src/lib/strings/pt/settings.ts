// A moldura das configurações, o projeto e suas chaves, e palavras que todas usam.
import { locale } from '../../language';

const plural = (n: number, one: string, many = `${one}s`) =>
  `${n.toLocaleString(locale)} ${n === 1 ? one : many}`;

export const common = {
  cancel: 'Cancelar',
  optional: 'opcional',
  showTyped: 'Mostrar o que foi digitado',

  ago: {
    now: 'agora há pouco',
    minutes: (n: number) => `há ${n} min`,
    hours: (n: number) => `há ${n} h`,
    days: (n: number) => `há ${plural(n, 'dia')}`,
  },

  roles: {
    viewer: {
      name: 'Leitor',
      text: 'Vê todos os dados do projeto e guarda suas próprias visões.',
    },
    editor: { name: 'Editor', text: 'Também salva visões que o projeto inteiro vê.' },
    admin: {
      name: 'Administrador',
      text: 'Também cuida das chaves, dos membros, da retenção, da privacidade e da auditoria do projeto.',
    },
    owner: {
      name: 'Proprietário',
      text: 'Cuida da instalação inteira: administra todos os projetos, cria projetos e proprietários.',
    },
  },
};

export const settings = {
  title: 'Configurações',
  choose: 'Página das configurações',
  groups: { project: 'Projeto', installation: 'Instalação', you: 'Você' },
  pages: {
    project: 'Projeto',
    keys: 'Chaves de API',
    members: 'Membros',
    retention: 'Retenção',
    rules: 'Regras de avaliação',
    privacy: 'Privacidade',
    audit: 'Auditoria',
    people: 'Pessoas',
    jobs: 'Tarefas',
    profile: 'Perfil',
  },
  needs: {
    title: 'Você não pode ver esta página',
    names: {
      viewer: 'leitor',
      editor: 'editor',
      admin: 'administrador',
      owner: 'proprietário',
    },
    role: (role: string, project: string) =>
      `Ela exige o papel de ${role} no projeto “${project}”. Um administrador do projeto pode dá-lo a você.`,
    owner:
      'Ela é para quem cuida da instalação inteira. Um proprietário pode tornar você um também.',
  },
  save: 'Salvar',
  saving: 'Salvando…',
  discard: 'Descartar',
  unsaved: 'Ainda não salvo',
  mend: 'Algo acima ainda não está certo.',
  leave: {
    title: 'Sair sem salvar?',
    text: 'O que você mudou nesta página não foi salvo e será perdido.',
    leave: 'Sair',
  },
};

export const projectPage = {
  intro: 'Um projeto guarda os dados de um sistema ou ambiente; chaves e papéis pertencem a ele.',
  send: 'Envio de dados',
  example: 'Um span à mão',
  copyExample: 'Copiar o exemplo',
  makeKey: 'Criar uma chave para enviar',
  askForKey: 'Um administrador do projeto pode criar uma chave para enviar.',
  created: 'Criado em',
  stored: 'O que está armazenado',
  storedNote: 'contado nos dias encerrados; o de hoje vem a mais',
  kind: 'Tipo',
  size: 'Em disco',
  rows: 'Linhas',
  days: 'Dias',
  oldest: 'Dia mais antigo',
  projects: 'Projetos',
  name: 'Nome',
  open: 'aberto',
  yourRole: 'Seu papel',
  keys: 'Chaves',
  members: 'Membros',
  create: 'Novo projeto',
  createTitle: 'Novo projeto',
  createIt: 'Criar projeto',
  nameHint: 'Aparece em endereços e na linha de comando, e não pode ser mudado depois.',
  nameExample: 'loja-producao',
  nameMissing: 'Um projeto precisa de um nome.',
  taken: 'Já existe um projeto com este nome.',
  made: (name: string) => `O projeto “${name}” foi criado`,
};

export const keysPage = {
  intro: (project: string) =>
    `Programas enviam para “${project}” e leem dele com uma chave. Cada uma é mostrada uma única vez, ao ser criada, e guardada como hash.`,
  create: 'Nova chave',
  createKey: 'Criar chave',
  createTitle: (project: string) => `Nova chave para “${project}”`,
  none: 'Nenhuma chave ainda. Desta máquina os dados são aceitos sem chave; de qualquer outra, não.',
  label: 'Nome',
  labelHint: 'Distingue as chaves aqui e na auditoria.',
  labelExample: 'agent-worker, produção',
  labelMissing: 'Uma chave precisa de um nome.',
  scopes: 'Pode',
  mayDo: 'O que ela pode fazer',
  scopesMissing: 'Uma chave precisa poder alguma coisa.',
  scopeTexts: {
    ingest: 'Enviar spans, logs e eventos.',
    read: 'Ler tudo no projeto.',
    review: 'Escrever revisões e visões compartilhadas.',
    admin: 'Administrar o projeto: chaves, membros, retenção, privacidade.',
  },
  limits: 'Limites',
  bytesLimit: 'Bytes por segundo',
  itemsLimit: 'Spans e logs por segundo',
  limitsHint:
    'Em branco, valem os limites do servidor; 0 é sem limite. Um tamanho pode ser escrito como 2 MB.',
  notBytes: 'Escreva um tamanho como 500 kB ou 2 MB.',
  notCount: 'Escreva um número inteiro.',
  serverLimits: 'os do servidor',
  noLimit: 'nenhum',
  perSecond: (size: string) => `${size}/s`,
  itemsPerSecond: (n: string) => `${n} itens/s`,
  created: 'Criada em',
  lastUsed: 'Último uso',
  never: 'nunca',
  revoke: 'Revogar',
  revokeKey: (label: string) => `Revogar a chave ${label}`,
  revokeTitle: 'Revogar esta chave?',
  revokeText:
    'Programas que a usam passam a ser recusados (outros servidores no mesmo banco seguem em até um minuto). Não há como desfazer.',
  revoked: (label: string) => `A chave “${label}” foi revogada`,
  shownTitle: 'Sua nova chave',
  shownOnce: 'Copie agora: ela é mostrada só esta vez. Se a perder, revogue esta e crie outra.',
  shownDone: 'Já copiei',
  keyOf: (label: string) => `Chave ${label}`,
  copyKey: 'Copiar a chave',
  environment: 'Para qualquer SDK do OpenTelemetry, no ambiente',
  copyEnvironment: 'Copiar o ambiente',
  question: 'Pedir as últimas execuções',
  copyQuestion: 'Copiar o comando',
};

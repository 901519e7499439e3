// Quem pode entrar: membros, pessoas da instalação, o perfil e as páginas antes do portal.
import { locale } from '../../language';

const plural = (n: number, one: string, many = `${one}s`) =>
  `${n.toLocaleString(locale)} ${n === 1 ? one : many}`;

export const members = {
  intro: (project: string) => `Quem pode ver “${project}”, e o que pode fazer nele.`,
  members: 'Membros',
  count: (n: number) => plural(n, 'pessoa'),
  none: 'Ninguém tem um papel neste projeto; proprietários o veem mesmo assim.',
  person: 'Pessoa',
  you: 'você',
  role: 'Papel',
  roles: 'O que os papéis podem fazer',
  roleOf: (email: string) => `Papel de ${email}`,
  ownerRole: 'Proprietários administram todos os projetos',
  roleSet: (email: string, role: string) => `${email} agora é ${role.toLowerCase()}`,
  since: 'Desde',
  remove: 'Remover',
  leave: 'Sair',
  removePerson: (email: string) => `Remover ${email}`,
  removeTitle: 'Remover do projeto?',
  removeText: (project: string) =>
    `A pessoa não verá mais “${project}”. A conta permanece, e ela pode ser convidada de novo.`,
  removed: (email: string) => `${email} não é mais membro`,
  demoteTitle: 'Mudar o seu próprio papel?',
  demote: 'Mudar meu papel',
  demoteText: 'Você não poderá dar a si o papel de administrador outra vez.',

  invitations: 'Convites em aberto',
  invitationsNote: 'links que ninguém usou ainda',
  noInvitations: 'Ninguém está convidado no momento.',
  invitedBy: 'Convidado por',
  expires: 'Expira em',
  revoke: 'Revogar',
  revokeInvitation: (email: string) => `Revogar o convite de ${email}`,
  invitationRevoked: (email: string) => `O convite de ${email} foi revogado`,

  invite: 'Convidar',
  inviteTitle: (project: string) => `Convidar para “${project}”`,
  email: 'E-mail',
  emailHint: 'O Farol não envia e-mails: você recebe um link para repassar.',
  noEmail: 'Escreva um endereço de e-mail.',
  makeLink: 'Criar o link',
  linkTitle: 'Link do convite',
  linkFor: (email: string, role: string) =>
    `Envie este link a ${email}. Quem o abrir escolhe uma senha e passa a ser ${role.toLowerCase()} do projeto.`,
  link: 'Link do convite',
  copyLink: 'Copiar o link',
  linkOnce: (expires: string) =>
    `Ele é mostrado só esta vez, funciona uma vez e expira em ${expires}.`,
  linkDone: 'Pronto',
};

export const people = {
  intro: 'Todos que têm uma conta neste servidor, em qualquer projeto.',
  person: 'Pessoa',
  projects: 'Projetos',
  all: 'todos, como administrador',
  password: 'Senha',
  hasPassword: 'definida',
  noPassword: 'ainda não',
  lastSeen: 'Visto',
  since: 'Desde',
  actions: 'Ações',
  actionsFor: (email: string) => `Ações para ${email}`,
  promote: 'Tornar proprietário',
  demote: 'Retirar a propriedade',
  remove: 'Excluir a conta',
  asks: {
    owner: {
      title: 'Tornar proprietário?',
      text: 'Proprietários veem e administram todos os projetos, criam projetos e cuidam das pessoas.',
      action: 'Tornar proprietário',
    },
    member: {
      title: 'Retirar a propriedade?',
      text: 'A pessoa mantém os papéis que tem em projetos, e não vê mais nada além deles.',
      action: 'Retirar',
    },
    remove: {
      title: 'Excluir a conta?',
      text: 'As sessões terminam na hora, e os papéis em todos os projetos são perdidos. O que a pessoa fez fica na auditoria.',
      action: 'Excluir',
    },
  },
  thatIsYou: 'Esta é a sua conta.',
  madeOwner: (email: string) => `${email} agora é proprietário`,
  madeMember: (email: string) => `${email} não é mais proprietário`,
  removed: (email: string) => `A conta de ${email} foi excluída`,
  how: 'Pessoas novas chegam por um convite a um projeto (Membros), ou por “farol users create” no servidor.',
};

export const profile = {
  intro: 'Sua conta neste servidor, e a aparência do portal neste dispositivo.',
  account: 'Conta',
  roles: 'Papéis',
  everywhere: 'Administrador em todos os projetos',
  look: 'Aparência',
  lookNote: 'guardada neste dispositivo',
  times: 'Horários',
  timesNote: 'como diz este dispositivo; em UTC ao apontar para um horário',
  passwordNote: 'mudá-la encerra suas outras sessões',
  firstPassword: 'você entrou por um link e ainda não tem uma',
  currentPassword: 'Senha atual',
  newPassword: 'Senha nova',
  passwordHint: 'Pelo menos 8 caracteres. O comprimento vale mais que sinais especiais.',
  changePassword: 'Mudar a senha',
  setPassword: 'Definir a senha',
  missing: 'Isto é necessário.',
  wrongPassword: 'A senha não é esta.',
  passwordChanged: 'Sua senha foi mudada',
  sessions: 'Sessões',
  sessionsNote: 'onde você está conectado',
  device: 'Dispositivo',
  unknownDevice: 'Dispositivo desconhecido',
  thisOne: 'esta',
  address: 'Endereço',
  started: 'Entrou em',
  lastSeen: 'Visto',
  end: 'Encerrar',
  endOf: (device: string) => `Encerrar a sessão em ${device}`,
  endOthers: 'Encerrar todas as outras',
  ended: (n: number) => (n === 1 ? 'A sessão foi encerrada' : `${n} sessões foram encerradas`),
};

export const access = {
  profile: 'Perfil e senha',
  newProject: 'Novo projeto…',
  tooMany: (seconds: number) =>
    seconds > 0
      ? `Tentativas demais. Tente de novo em ${waiting(seconds)}.`
      : 'Tentativas demais. Você já pode tentar de novo.',
  title: 'Entrar no Farol',
  asks: (project: string, role: string) =>
    `Você foi convidado para o projeto “${project}” como ${role.toLowerCase()}.`,
  mayDo: 'Você poderá',
  yourPassword: 'Sua senha',
  yourPasswordHint: 'Você já tem uma conta aqui: entre com a senha dela.',
  newPassword: 'Escolha uma senha',
  noPasswordYet:
    'Você tem aqui uma conta ainda sem senha. Entre com o seu link, defina uma no perfil e abra este convite de novo.',
  join: (project: string) => `Entrar em ${project}`,
  joining: 'Entrando…',
  goneTitle: 'Este convite não vale',
  goneText: 'Ele já foi usado, foi revogado ou expirou. Quem convidou você pode criar outro.',
  noProjectTitle: 'Nenhum projeto ainda',
  noProjectText:
    'Sua conta não tem papel em nenhum projeto. Peça um convite a um administrador de projeto, ou a um proprietário desta instalação.',
  noProjectAs: (email: string) => `Você entrou como ${email}.`,
  lookAgain: 'Verificar de novo',
  unknownProject: 'Projeto não encontrado',
  unknownProjectText: (name: string) =>
    `Não há um projeto “${name}”, ou você não tem papel nele. Estes são os seus:`,
};

/** `8 s`, `2 min 05 s`. */
function waiting(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}

// A exportação de avaliações como exemplos de treino, e como avaliações se chamam fora da página delas.
import { locale } from '../../language';

const n = (value: number) => value.toLocaleString(locale);

export const reviewExport = {
  title: 'Exportar para treino',
  filters: 'Quais avaliações',
  status: 'Situação',
  rating: 'Nota',
  any: 'qualquer uma, se nada for escolhido',
  agents: 'Agentes',
  tags: 'Etiquetas',
  several: 'vários com vírgulas',
  since: 'Mudou desde',

  summary: 'O que viria',
  examples: (count: number) => (count === 1 ? 'exemplo' : 'exemplos'),
  ofReviews: (count: number) => (count === 1 ? 'de 1 avaliação' : `de ${n(count)} avaliações`),
  corrected: (count: number) =>
    count === 1 ? '1 deles tem resposta corrigida.' : `${n(count)} deles têm resposta corrigida.`,
  incomplete: 'São muitas para olhar todas: estes são os números das primeiras.',
  skippedTitle: 'Ficam de fora, porque não são exemplo',
  reasons: {
    no_messages: 'não há conversa',
    cut_conversation: 'a cópia da conversa está cortada',
    unknown_role: 'fala alguém que não é sistema, usuário, assistente nem ferramenta',
    empty_content: 'uma mensagem não diz nada',
    no_answer_at_end: 'não termina com uma resposta',
    no_question: 'ninguém pergunta nada',
    tool_without_call: 'responde uma ferramenta que não foi chamada',
    call_without_answer: 'uma ferramenta foi chamada e não respondeu',
    invalid_tool_name: 'uma ferramenta tem um nome que o fine-tuning não aceita',
  } as Record<string, string>,

  exampleAt: (at: string, all: string) => `Exemplo ${at} dos ${all} primeiros`,
  before: 'O exemplo anterior',
  next: 'O próximo exemplo',
  look: 'Mostrar como',
  looks: { chat: 'Conversa', json: 'Como é escrito' },
  copyExample: 'Copiar o exemplo como linha',
  wasCorrected: 'corrigida',
  toReview: 'Abrir a avaliação',
  none: 'Nenhum exemplo',
  noneText: 'Nenhuma avaliação passa pelos filtros, ou nenhuma delas dá um exemplo.',

  format: 'Formato',
  download: 'Baixar',
  ci: 'Toda noite',
  nightly: 'Para um pipeline, com uma chave que possa ler',
  nightlyText: 'O que não mudou não é enviado de novo. Um job inteiro de CI está em docs/ci.md.',
  docs: 'Todos os parâmetros',
  copyCommand: 'Copiar o comando',

  review: 'Avaliar',
  reviewHint: 'Pôr na fila de avaliação (v)',
  reviewed: (rating: string) => `Avaliada: ${rating}`,
  openReview: 'Abrir a avaliação (v)',
};

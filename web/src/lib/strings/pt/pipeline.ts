// As fases de uma execução de pipeline.
import { locale } from '../../language';
import type { Strings } from '../../strings';

const n = (value: number) => value.toLocaleString(locale);

export const pipeline: Strings['pipeline'] = {
  tab: 'Fases',
  label: 'Fases desta execução',
  skipped: 'pulada',
  running: 'em curso',
  passedOver: 'Pulada, nada foi executado',
  bypassed: (name: string) => `Contornada por “${name}”`,
  shortCircuit: 'curto-circuito',
  shortCircuited: 'contornou o que vem depois',
  wentOn: 'A execução continuou',
  steps: (count: number) => (count === 1 ? '1 passo' : `${n(count)} passos`),
  failedSteps: (count: number) => (count === 1 ? '1 falhou' : `${n(count)} falharam`),
  didNotStop: 'e não interrompeu o resto',
  othersRan: 'Os outros passos foram executados',
  tokens: (text: string) => `${text} tokens`,
  openSpan: 'Abrir span',
  toggleStep: (name: string) => `Detalhes de ${name}`,
  code: 'Código',
  nothing: 'Esta fase não tem passos, e não informou entrada nem saída.',
  noDetails: 'Nem entrada nem saída foi enviada com este passo.',
  talk: 'Mensagem e resposta',
  message: 'Cliente',
  answer: 'Resposta',
  noTalk: 'Nem mensagem nem resposta foi informada.',
  references: 'Referências cruzadas',
  trace: 'Trace',
  waterfall: 'Cascata',
  thread: 'Conversa',
  models: 'Modelos',
  noModels: 'nenhum foi chamado',
  run: 'Execução do pipeline',
  phaseInput: 'Entrada da fase',
  phaseOutput: 'Saída da fase',
};

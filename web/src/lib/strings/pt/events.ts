// Eventos de negócio, em listas deles.
import { locale } from '../../language';
import type { Strings } from '../../strings';

const n = (value: number) => value.toLocaleString(locale);

export const events: Strings['events'] = {
  label: 'Eventos',
  tab: 'Eventos',
  drawer: 'Eventos por trás deste ponto',
  latest: 'Últimos eventos',
  close: 'Fechar os eventos',
  read: (count, more) =>
    `${n(count)}${more ? '+' : ''} ${count === 1 && !more ? 'evento' : 'eventos'}`,
  until: (from, to) => `${from} a ${to}`,
  toExecution: (id) => `Abrir a execução ${id}`,
  time: 'Horário',
  execution: 'Execução',
  thread: 'Conversa',
  agent: 'Agente',
  key: 'Chave de idempotência',
  properties: 'Propriedades',
  copy: 'Copiar as propriedades',
  bare: 'Veio sem propriedades.',
  searchedTo: (until) => `Eventos antes de ${until} ainda não foram buscados: a busca demorou.`,
  searchedOn: (until) => `Eventos depois de ${until} ainda não foram buscados: a busca demorou.`,
  continue: 'Continuar',
  all: 'Estes são todos.',
  none: 'Nenhum evento se encaixa',
  noneText: 'Podem ser mais antigos do que a retenção guarda; as contagens ficam por mais tempo.',
  noneHere: 'Nenhum evento desta execução',
  noneHereText: 'Eventos enviados com o executionId dela a /api/v1/events aparecem aqui.',
  marks: 'Eventos no eixo do tempo',
  mark: (name, offset) => `${name} em ${offset}`,
  markOf: (count, names) => `${n(count)} eventos: ${names}`,
  moreNames: (count) => `e mais ${n(count)}`,
};

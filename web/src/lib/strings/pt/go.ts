// Para onde a paleta leva além das páginas, e o que ela encontrou.
import { locale } from '../../language';

const n = (value: number) => value.toLocaleString(locale);

export const go = {
  thread: 'conversa',
  executions: (count: number) => (count === 1 ? '1 execução' : `${n(count)} execuções`),
  ofUser: (id: string) => `Execuções do usuário ${id}`,
  ofSession: (id: string) => `Execuções da sessão ${id}`,
  logsOfSpan: (id: string) => `Logs do span ${id}`,
  range: (name: string) => `Período: ${name}`,
  live: 'Ligar ou desligar ao vivo',
  language: (name: string) => `Idioma: ${name}`,
};

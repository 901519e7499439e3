// Linhas de log.
import { locale } from '../../language';
import type { Strings } from '../../strings';

const n = (value: number) => value.toLocaleString(locale);

export const logs: Strings['logs'] = {
  title: 'Logs',
  label: 'Linhas de log',
  level: 'Nível',
  levelTitle: 'Mostrar só estes níveis',
  service: 'Serviço',
  trace: 'Trace',
  servicePlaceholder: 'Serviço',
  tracePlaceholder: 'Id de trace ou execução',
  shown: (count: number, more: boolean) =>
    `${n(count)}${more ? '+' : ''} ${count === 1 ? 'linha' : 'linhas'}`,
  newest: 'mais recentes primeiro',
  fresh: (count: number, more: boolean) =>
    `${count}${more ? '+' : ''} ${count === 1 && !more ? 'nova' : 'novas'}`,
  freshLabel: (count: number) =>
    count === 1 ? 'Mostrar 1 linha nova' : `Mostrar ${count} linhas novas`,
  clear: 'Limpar',
  fields: 'Campos',
  openExecution: 'Abrir a execução',
  copyLine: 'Copiar a linha',
  noLevel: '–',
  emptyTitle: 'Nenhuma linha de log por aqui',
  emptyText:
    'As linhas enviadas a /v1/logs ou /api/v1/logs aparecem aqui, as mais recentes primeiro.',
  noMatch: 'Nenhuma linha encontrada',
  noMatchText: 'Nenhuma linha deste período atende a todos os filtros.',
  clearFilters: 'Limpar os filtros',
  lookAtAll: 'Ver todo o período',
  toggleLine: (body: string) => `Campos de: ${body}`,
};

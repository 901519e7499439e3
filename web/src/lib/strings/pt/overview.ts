// A visão geral.
import { locale } from '../../language';

const n = (value: number) => value.toLocaleString(locale);

export const overview = {
  title: 'Visão geral',
  tiles: 'Números deste período',
  tile: {
    executions: 'Execuções',
    errorRate: 'Taxa de erro',
    p50: 'Duração p50',
    p95: 'Duração p95',
    tokens: 'Tokens',
    cost: 'Custo',
  },
  tileHint: {
    executions: 'Todas as execuções que começaram neste período',
    errorRate: 'As execuções que falharam',
    p50: 'Metade das execuções encerradas demorou mais: estas',
    p95: 'Uma em cada vinte execuções encerradas demorou mais: estas',
    tokens: 'Execuções, as de mais tokens primeiro',
    cost: 'Execuções, as mais caras primeiro',
  },
  from: 'antes',
  previousHint: 'O período anterior, de mesma duração',
  nothingBefore: 'nada antes',
  estimated: 'Alguns preços são estimativas',

  byStatus: 'Execuções por status',
  statusKey: (count: number, status: string) => `${n(count)} ${status}`,
  chartHint: 'clique para listá-las',
  duration: 'Duração',
  durationNote: (interval: string) => `das execuções encerradas, a cada ${interval}`,
  durationChart: 'Duração das execuções encerradas ao longo do tempo, mediana e percentil 95',
  noneEnded: 'Nenhuma execução terminou neste período.',

  slowest: 'Agentes mais lentos',
  failing: 'Agentes que mais falham',
  agent: 'Agente',
  p95Duration: 'duração p95',
  errors: 'Erros',
  errorRate: 'Taxa de erro',
  noAgents: 'Nenhuma execução deste período informa seu agente.',
  noneFailing: 'Nenhum agente falhou.',
  agentTimes: (p50: string, p95: string) => `p50 ${p50}, p95 ${p95}`,
  ofExecutions: (count: number) => `de ${n(count)} execuções`,

  failures: 'Últimas falhas',
  failureCount: (count: number) => (count === 1 ? '1 no total' : `${n(count)} no total`),
  noFailures: 'Nada falhou.',
  noMessage: 'sem mensagem',

  models: 'Custo por modelo',
  noModels: 'Nenhuma chamada de modelo neste período.',
  tokens: (amount: string) => `${amount} tok`,
  calls: (count: number) => (count === 1 ? '1 chamada' : `${n(count)} chamadas`),
  noPrice: 'sem preço',

  empty: 'Nada neste período',
  emptyText: 'Nenhuma execução começou nele. As que começaram antes continuam lá.',
  stale: 'Não foi possível atualizar estes números.',
};

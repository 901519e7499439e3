// O que cerca a lista de execuções: contagens no tempo, visões, exportação.
import { locale } from '../../language';

const n = (value: number) => value.toLocaleString(locale);

export const listing = {
  count: (count: number) => (count === 1 ? '1 execução' : `${n(count)} execuções`),
  clearSelection: 'Limpar a seleção',
  inSelection: 'na seleção',
  errorsShown: (count: number) => (count === 1 ? '1 erro' : `${n(count)} erros`),

  volume: {
    label: 'Execuções ao longo do tempo, por status',
    total: (count: number, complete: boolean) => (complete ? n(count) : `${n(count)}+`),
    per: (interval: string) => `a cada ${interval}`,
    partly: 'contagem parcial',
    uncounted: 'não contado antes',
    only: (status: string) => `Mostrar só ${status}, ou tudo de novo`,
    failed: 'Não foi possível ler as contagens ao longo do tempo.',
  },

  views: {
    label: 'Visões',
    builtIn: { all: 'Todas', failing: 'Com falha', running: 'Em andamento' },
    shared: 'compartilhada com o projeto',
    changed: 'alterada desde que foi salva',
    save: 'Salvar visão',
    nothingToSave: 'Filtre primeiro: uma visão guarda filtros e ordem sob um nome',
    saveChanges: (name: string) => `Salvar alterações em “${name}”`,
    saveNew: 'Salvar como nova visão',
    saveAction: 'Salvar',
    name: 'Nome',
    nameHint: 'Chamadas lentas',
    share: 'Todos no projeto a veem',
    menu: (name: string) => `Visão ${name}: renomear, compartilhar, excluir`,
    of: (owner: string) => `Compartilhada por ${owner}`,
    rename: 'Aplicar',
    copyLink: 'Copiar um link para ela',
    delete: 'Excluir a visão',
    deleteSure: (shared: boolean): string =>
      shared ? 'Tem certeza? Some para todos' : 'Tem certeza? Clique de novo para excluir',
  },

  export: {
    action: 'Exportar',
    label: 'Exportar a lista',
    title: 'Em CSV, na ordem da lista',
    loaded: (count: number) => (count === 1 ? 'A que está carregada' : `As ${n(count)} carregadas`),
    all: (most: number) => `Todas as correspondentes, no máximo ${n(most)}`,
    reading: (count: number) => `${n(count)} lidas…`,
    cancel: 'Cancelar',
  },

  keys: {
    title: 'Gráficos no tempo',
    keys: [
      ['← →', 'mover uma barra'],
      ['Shift ← →', 'selecionar barras'],
      ['Home End', 'primeira, última barra'],
      ['↵', 'entrar na seleção ou na barra'],
      ['esc', 'limpar a seleção'],
    ] as [string, string][],
  },
};

// A página do que não é armazenado.
import { locale } from '../../language';

const plural = (n: number, one: string, many = `${one}s`) =>
  `${n.toLocaleString(locale)} ${n === 1 ? one : many}`;

const itemKinds: Record<string, string> = { span: 'span', log: 'log' };

export const privacy = {
  intro:
    'O que é retirado antes que algo seja armazenado. Vale para o que chega de agora em diante; o que já está armazenado fica como está.',
  whatIsKept: 'O que é mantido',
  saved: 'A privacidade foi salva: vale de agora em diante',
  length: 'De 100 a 10.000.000.',
  empty: 'Isto é necessário.',
  verbosity: {
    full: { name: 'Completo', text: 'Entradas, saídas e atributos são mantidos inteiros.' },
    standard: {
      name: 'Padrão',
      text: 'O que passa de um tamanho é cortado, mantém a forma e diz onde foi cortado.',
    },
    metadata: {
      name: 'Só metadados',
      text: 'Sem entradas, sem saídas, sem atributos que possam conter o que foi dito: só que tipo de trabalho foi, quanto demorou e o que usou.',
    },
    length: 'Cortar a partir de, em bytes',
    lengthHint: 'De 100 a 10.000.000; normalmente 5.000.',
  },
  rules: {
    title: 'Regras de remoção',
    note: 'aplicadas nesta ordem',
    add: 'Incluir regra',
    none: 'Nada é removido.',
    one: (n: number) => `Regra ${n}`,
    kind: 'Tipo',
    kinds: {
      preset: {
        name: 'Dados conhecidos',
        text: 'CPFs, números de cartão, e-mails, tokens',
        what: 'O quê',
        hint: '',
      },
      keys: {
        name: 'Nomes',
        text: 'Valores de campos e atributos pelo nome',
        what: 'Nomes, separados por vírgulas',
        hint: 'Em qualquer nível, maiúsculas ou minúsculas; * vale por qualquer texto. O mesmo valor some também do resto do span.',
      },
      path: {
        name: 'Caminho',
        text: 'O valor em um lugar',
        what: 'Caminho',
        hint: "A partir do span ou log: .key, ['key'], [0], [*], ..key",
      },
      regex: {
        name: 'Expressão',
        text: 'O que uma expressão regular encontra em qualquer texto',
        what: 'Expressão',
        hint: 'Sem look-around e sem referências a grupos.',
      },
    },
    presets: {
      cpf: { name: 'CPF', text: 'Pelos dígitos verificadores.' },
      card_number: {
        name: 'Número de cartão',
        text: 'Cartões de pagamento, pelo dígito verificador.',
      },
      email: { name: 'E-mail', text: 'Onde quer que esteja em um texto.' },
      bearer_token: {
        name: 'Token ou chave',
        text: 'Bearer tokens, JSON web tokens, chaves de formato conhecido.',
      },
    },
    replacement: 'No lugar fica',
    name: 'Nome',
    nameHint: 'aparece nos testes',
    up: (n: number) => `Subir a regra ${n}`,
    down: (n: number) => `Descer a regra ${n}`,
    remove: (n: number) => `Remover a regra ${n}`,
  },
  trial: {
    title: 'Testar',
    note: 'não muda nada; também antes de salvar',
    run: 'Testar',
    source: 'Em que testar',
    recent: 'Dados recentes',
    sample: 'Uma amostra',
    howMany: 'Quantos',
    last: (n: string) => `os ${n} spans e logs mais novos`,
    sampleLabel: 'Spans e logs como JSON',
    sampleHint: 'Um objeto, uma lista, ou um por linha; o que tem um “body” é um log.',
    problems: {
      none: 'Cole algo em que testar.',
      json: 'Isto não é JSON.',
      shape: 'Cada item tem de ser um objeto.',
      many: 'No máximo 100 itens.',
    },
    nothingThere: 'Ainda não há dados em que testar. Cole uma amostra.',
    changed: (changed: number, of: number) =>
      `${changed.toLocaleString(locale)} de ${plural(of, 'item', 'itens')} ${changed === 1 ? 'seria mudado' : 'seriam mudados'}.`,
    nothingFound: 'A política não encontra nada neles.',
    kinds: itemKinds,
    nth: (n: number) => `item ${n}`,
    changes: (n: number) => plural(n, 'mudança'),
    more: (n: number) => `e mais ${plural(n, 'mudança')}`,
  },
};

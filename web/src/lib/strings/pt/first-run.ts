// A página de um projeto que ainda não tem dados.
import type { Strings } from '../../strings';

export const firstRun: Strings['firstRun'] = {
  heading: 'Envie o primeiro span',
  lead: 'Escolha como o seu código fala: o endereço deste servidor já está preenchido.',
  address: 'Endereço',
  addressNote: 'OTLP e JSON na mesma porta',
  key: 'Chave',
  keyNotNeeded: 'desnecessária nesta máquina',
  keyNotNeededNote: 'dados sem chave vão para o projeto “default”',
  copyAddress: 'Copiar o endereço',
  copyCommand: 'Copiar o comando',
  copyStep: (title: string) => `Copiar: ${title}`,
  elsewhereLoopback:
    'De qualquer outra máquina é preciso uma chave; crie uma onde o servidor está rodando:',
  elsewhere:
    'A chave diz a que projeto os dados pertencem. Crie uma onde o servidor está rodando e coloque-a no lugar de',
  waysLabel: 'Formas de enviar',
  ways: {
    python: { name: 'OpenTelemetry Python', note: 'OTLP' },
    node: { name: 'OpenTelemetry Node', note: 'OTLP' },
    curl: { name: 'OTLP JSON com curl', note: 'sem biblioteca' },
  },
  steps: {
    install: 'Instale',
    point: 'Aponte para cá',
    pointHint: 'no shell ou no contêiner',
    run: 'Execute alguma coisa',
    post: 'Envie um span',
    postHint: 'spans do mesmo trace se ligam por parentSpanId',
    answer: 'Leia a resposta',
    answerHint: 'vazia: tudo foi aceito',
  },
  also: 'LangChain, LiveKit, Pipecat, um Collector: tudo o que fala OpenTelemetry funciona sem mudanças.',
  scene: 'Um farol passa seu facho sobre um trace ainda vazio',
  listening: 'Aguardando o primeiro span…',
  listeningNote: 'Esta linha fica verde assim que ele chegar.',
  arrived: 'Primeiro span recebido',
  arrivedFrom: (service: string | null, time: string) =>
    service ? ` de ${service}, ${time}` : `, ${time}`,
  open: 'Abrir a execução',
  seeAll: 'Ver todas as execuções',
  next: 'E agora',
  follow: 'Acompanhe uma chamada como trace',
  followText: 'Árvore e barras de tempo, com tokens e custo em cada chamada de LLM.',
  logs: 'Envie os logs para o mesmo endereço',
  logsText: 'As linhas encontram seu span pelo id do trace, e o span as suas linhas.',
};

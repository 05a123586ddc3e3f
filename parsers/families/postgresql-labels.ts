/**
 * What stands before the colon. The server translates it (`lc_messages`), so each label is given with the one that it stands for; the
 * messages behind it stay as they are.
 */
const translations =
  'LOG ERROR FATAL PANIC WARNING NOTICE INFO DEBUG DEBUG1 DEBUG2 DEBUG3 DEBUG4 DEBUG5 ' +
  'FEHLER=ERROR PANIK=PANIC WARNUNG=WARNING HINWEIS=NOTICE ' +
  'ERREUR=ERROR ATTENTION=WARNING ' +
  'ADVERTENCIA=WARNING ' +
  'ERRO=ERROR AVISO=WARNING NOTA=NOTICE PÂNICO=PANIC ' +
  'ERRORE=ERROR ATTENZIONE=WARNING NOTIFICA=NOTICE FATALE=FATAL PANICO=PANIC ' +
  'СООБЩЕНИЕ=LOG ОШИБКА=ERROR ВАЖНО=FATAL ПАНИКА=PANIC ПРЕДУПРЕЖДЕНИЕ=WARNING ЗАМЕЧАНИЕ=NOTICE ИНФОРМАЦИЯ=INFO ОТЛАДКА=DEBUG';
const supplementTranslations =
  'DETAIL=detail HINT=hint QUERY=internal_query CONTEXT=context STATEMENT=query LOCATION=location BACKTRACE=backtrace ' +
  'TIPP=hint ZUSAMMENHANG=context KONTEXT=context ANWEISUNG=query ANFRAGE=internal_query ' +
  'DÉTAIL=detail ASTUCE=hint CONTEXTE=context INSTRUCTION=query REQUÊTE=internal_query ' +
  'DETALLE=detail SUGERENCIA=hint CONTEXTO=context SENTENCIA=query CONSULTA=internal_query ' +
  'DETALHE=detail DICA=hint COMANDO=query ' +
  'DETTAGLI=detail SUGGERIMENTO=hint CONTESTO=context ISTRUZIONE=query ' +
  'ПОДРОБНОСТИ=detail ПОДСКАЗКА=hint КОНТЕКСТ=context ОПЕРАТОР=query ЗАПРОС=internal_query';

function tableOf(text: string): ReadonlyMap<string, string> {
  const entries = text.split(' ').map((entry) => {
    const [label = '', meaning = label] = entry.split('=');
    return [label, meaning] as const;
  });
  return new Map(entries);
}

/** A severity as it is written → in English. */
export const severityOfLabel = tableOf(translations);
/** The label of a line that belongs to an error → the column of csvlog that holds the same. */
export const columnOfLabel = tableOf(supplementTranslations);

/** Sources of regular expressions. */
export const severityLabels = [...severityOfLabel.keys()].join('|');
export const supplementLabels = [...columnOfLabel.keys()].join('|');

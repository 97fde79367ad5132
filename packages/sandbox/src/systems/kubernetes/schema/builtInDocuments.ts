import { OpenApiDocuments } from './OpenApiDocuments';

let documents: OpenApiDocuments | undefined;

/** One reading of the documents for every cluster of the process: they never change. */
export function builtInDocuments(): OpenApiDocuments {
  documents ??= new OpenApiDocuments();
  return documents;
}

import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { get } from '@/api/client';
import { reviewsKey, type TrainingPreview } from '@/api/reviews';
import { type ExportDraft, parametersOf } from './model';

/** What an export would bring; that of other filters stays until it is there. */
export const previewQuery = (project: string, draft: ExportDraft) =>
  queryOptions({
    queryKey: [...reviewsKey(project), 'preview', draft],
    queryFn: ({ signal }) =>
      get<TrainingPreview>(
        '/api/v1/reviews/export/preview',
        { project, ...parametersOf(draft) },
        signal,
      ),
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });

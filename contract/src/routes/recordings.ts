import { recordingSound } from '../recording.ts';
import { idParam, route } from './route.ts';

/** Routes of recordings. */
export const recordingRoutes = {
  getRecording: route({
    operationId: 'getRecording',
    method: 'GET',
    path: '/v1/recordings/{id}',
    summary: 'The sound of a recording; who asked for it stands in the timeline',
    tag: 'Calls',
    scope: 'callbacks:read',
    params: idParam('recording'),
    responses: { 200: recordingSound },
    produces: 'audio/wav',
    errors: ['unknown_recording'],
  }),
};

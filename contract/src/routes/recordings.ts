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
    scope: 'recordings:read',
    params: idParam('recording'),
    responses: { 200: recordingSound },
    produces: 'audio/wav',
    errors: ['unknown_recording'],
  }),
  deleteRecording: route({
    operationId: 'deleteRecording',
    method: 'DELETE',
    path: '/v1/recordings/{id}',
    summary: 'Delete a recording for good; that it was, and who asked for it, stands in the timeline',
    tag: 'Calls',
    scope: 'recordings:write',
    params: idParam('recording'),
    responses: { 204: null },
    errors: ['unknown_recording', 'not_allowed_in_state'],
  }),
};

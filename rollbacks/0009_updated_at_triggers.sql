-- From here on only the application moves updated_at; the times that the triggers set stay.

DROP TRIGGER evals_updated_at;
DROP TRIGGER feedback_updated_at;
DROP TRIGGER eval_sets_updated_at;
DROP TRIGGER integrations_updated_at;
DROP TRIGGER users_updated_at;
DROP TRIGGER workspaces_updated_at;

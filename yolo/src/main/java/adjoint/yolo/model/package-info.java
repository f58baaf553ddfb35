/**
 * Detection models: model files, the registry of modules they may name, building and summaries.
 *
 * <p>Start at {@link adjoint.yolo.model.DetectionModel}; to add a block of one's own, at {@link
 * adjoint.yolo.model.ModuleRegistry}.
 */
package adjoint.yolo.model;

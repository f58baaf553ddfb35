/** Pictures: decoding, resampling and letterboxing, with the reference's arithmetic. */
package adjoint.yolo.image;

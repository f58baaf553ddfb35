typedef struct This_s{
   int height;
   int width;
   __global float *result;
   __local float *tileA;
   __local float *tileB;
   int kernelHeight;
   int kernelWidth;
   __global float *weights;
   int groups;
   int outputs;
   int channels;
   int paddingY;
   int paddingX;
   int dilationY;
   int dilationX;
   int strideY;
   int strideX;
   int outputHeight;
   int outputWidth;
   __global float *gradients;
   int passid;
}This;
int get_pass_id(This *this){
   return this->passid;
}
void adjoint_gpu_kernels_ConvolutionInputGradientF32__store(This *this, int firstChannel, int groupChannels, int r, int p, float sum){
   int pixels = this->height * this->width;
   if (r<groupChannels && p<pixels){
      this->result[((firstChannel + r) * pixels) + p]  = sum;
   }
   return;
}
float adjoint_gpu_kernels_ConvolutionInputGradientF32__terms(This *this, int r, int c){
   return(((((((((this->tileA[r] * this->tileB[c]) + (this->tileA[(r + 64)] * this->tileB[(c + 64)])) + (this->tileA[(r + 128)] * this->tileB[(c + 128)])) + (this->tileA[(r + 192)] * this->tileB[(c + 192)])) + (this->tileA[(r + 256)] * this->tileB[(c + 256)])) + (this->tileA[(r + 320)] * this->tileB[(c + 320)])) + (this->tileA[(r + 384)] * this->tileB[(c + 384)])) + (this->tileA[(r + 448)] * this->tileB[(c + 448)])));
}
void adjoint_gpu_kernels_ConvolutionInputGradientF32__loadWeight(This *this, int firstOutput, int count, int depth, int firstRow, int first, int item, int i){
   int r = (item / 8) + (32 * i);
   int d = item % 8;
   int taps = this->kernelHeight * this->kernelWidth;
   int term = first + d;
   float value = 0.0f;
   if ((firstRow + r)<count && term<depth){
      value = this->weights[((((((firstOutput + (term / taps)) * count) + firstRow) + r) * taps) + (term % taps))];
   }
   this->tileA[(d * 64) + r]  = value;
   return;
}
__kernel void run(
   int height, 
   int width, 
   __global float *result, 
   __local float *tileA, 
   __local float *tileB, 
   int kernelHeight, 
   int kernelWidth, 
   __global float *weights, 
   int groups, 
   int outputs, 
   int channels, 
   int paddingY, 
   int paddingX, 
   int dilationY, 
   int dilationX, 
   int strideY, 
   int strideX, 
   int outputHeight, 
   int outputWidth, 
   __global float *gradients, 
   int passid
){
   This thisStruct;
   This* this=&thisStruct;
   this->height = height;
   this->width = width;
   this->result = result;
   this->tileA = tileA;
   this->tileB = tileB;
   this->kernelHeight = kernelHeight;
   this->kernelWidth = kernelWidth;
   this->weights = weights;
   this->groups = groups;
   this->outputs = outputs;
   this->channels = channels;
   this->paddingY = paddingY;
   this->paddingX = paddingX;
   this->dilationY = dilationY;
   this->dilationX = dilationX;
   this->strideY = strideY;
   this->strideX = strideX;
   this->outputHeight = outputHeight;
   this->outputWidth = outputWidth;
   this->gradients = gradients;
   this->passid = passid;
   {
      int column = get_local_id(0);
      int row = get_local_id(1);
      int item = (row * 16) + column;
      int firstColumn = get_group_id(0) * 64;
      int firstRow = get_group_id(1) * 64;
      int image = get_global_id(2) / this->groups;
      int group = get_global_id(2) % this->groups;
      int groupOutputs = this->outputs / this->groups;
      int groupChannels = this->channels / this->groups;
      int taps = this->kernelHeight * this->kernelWidth;
      int depth = groupOutputs * taps;
      int pixels = this->height * this->width;
      int pixel = firstColumn + (item % 64);
      int bottom = (pixel / this->width) + this->paddingY;
      int rightmost = (pixel % this->width) + this->paddingX;
      int firstPlane = (image * this->outputs) + (group * groupOutputs);
      float sum00 = 0.0f;
      float sum01 = 0.0f;
      float sum02 = 0.0f;
      float sum03 = 0.0f;
      float sum10 = 0.0f;
      float sum11 = 0.0f;
      float sum12 = 0.0f;
      float sum13 = 0.0f;
      float sum20 = 0.0f;
      float sum21 = 0.0f;
      float sum22 = 0.0f;
      float sum23 = 0.0f;
      float sum30 = 0.0f;
      float sum31 = 0.0f;
      float sum32 = 0.0f;
      float sum33 = 0.0f;
      for (int first = 0; first<depth; first+=8){
         for (int i = 0; i<2; i++){
            adjoint_gpu_kernels_ConvolutionInputGradientF32__loadWeight(this, (group * groupOutputs), groupChannels, depth, firstRow, first, item, i);
            {
               int d = (item / 64) + (4 * i);
               int term = first + d;
               float value = 0.0f;
               if (pixel<pixels && term<depth){
                  int down = bottom - (((term % taps) / this->kernelWidth) * this->dilationY);
                  int across = rightmost - ((term % this->kernelWidth) * this->dilationX);
                  if (down>=0 && across>=0 && (down % this->strideY)==0 && (across % this->strideX)==0){
                     int y = down / this->strideY;
                     int x = across / this->strideX;
                     if (y<this->outputHeight && x<this->outputWidth){
                        value = this->gradients[(((((firstPlane + (term / taps)) * this->outputHeight) + y) * this->outputWidth) + x)];
                     }
                  }
               }
               this->tileB[(d * 64) + (item % 64)]  = value;
            }
         }
         barrier(CLK_LOCAL_MEM_FENCE);
         sum00 = sum00 + adjoint_gpu_kernels_ConvolutionInputGradientF32__terms(this, row, column);
         sum01 = sum01 + adjoint_gpu_kernels_ConvolutionInputGradientF32__terms(this, row, (column + 16));
         sum02 = sum02 + adjoint_gpu_kernels_ConvolutionInputGradientF32__terms(this, row, (column + 32));
         sum03 = sum03 + adjoint_gpu_kernels_ConvolutionInputGradientF32__terms(this, row, (column + 48));
         sum10 = sum10 + adjoint_gpu_kernels_ConvolutionInputGradientF32__terms(this, (row + 16), column);
         sum11 = sum11 + adjoint_gpu_kernels_ConvolutionInputGradientF32__terms(this, (row + 16), (column + 16));
         sum12 = sum12 + adjoint_gpu_kernels_ConvolutionInputGradientF32__terms(this, (row + 16), (column + 32));
         sum13 = sum13 + adjoint_gpu_kernels_ConvolutionInputGradientF32__terms(this, (row + 16), (column + 48));
         sum20 = sum20 + adjoint_gpu_kernels_ConvolutionInputGradientF32__terms(this, (row + 32), column);
         sum21 = sum21 + adjoint_gpu_kernels_ConvolutionInputGradientF32__terms(this, (row + 32), (column + 16));
         sum22 = sum22 + adjoint_gpu_kernels_ConvolutionInputGradientF32__terms(this, (row + 32), (column + 32));
         sum23 = sum23 + adjoint_gpu_kernels_ConvolutionInputGradientF32__terms(this, (row + 32), (column + 48));
         sum30 = sum30 + adjoint_gpu_kernels_ConvolutionInputGradientF32__terms(this, (row + 48), column);
         sum31 = sum31 + adjoint_gpu_kernels_ConvolutionInputGradientF32__terms(this, (row + 48), (column + 16));
         sum32 = sum32 + adjoint_gpu_kernels_ConvolutionInputGradientF32__terms(this, (row + 48), (column + 32));
         sum33 = sum33 + adjoint_gpu_kernels_ConvolutionInputGradientF32__terms(this, (row + 48), (column + 48));
         barrier(CLK_LOCAL_MEM_FENCE);
      }
      int firstChannel = (image * this->channels) + (group * groupChannels);
      adjoint_gpu_kernels_ConvolutionInputGradientF32__store(this, firstChannel, groupChannels, (firstRow + row), (firstColumn + column), sum00);
      adjoint_gpu_kernels_ConvolutionInputGradientF32__store(this, firstChannel, groupChannels, (firstRow + row), ((firstColumn + column) + 16), sum01);
      adjoint_gpu_kernels_ConvolutionInputGradientF32__store(this, firstChannel, groupChannels, (firstRow + row), ((firstColumn + column) + 32), sum02);
      adjoint_gpu_kernels_ConvolutionInputGradientF32__store(this, firstChannel, groupChannels, (firstRow + row), ((firstColumn + column) + 48), sum03);
      adjoint_gpu_kernels_ConvolutionInputGradientF32__store(this, firstChannel, groupChannels, ((firstRow + row) + 16), (firstColumn + column), sum10);
      adjoint_gpu_kernels_ConvolutionInputGradientF32__store(this, firstChannel, groupChannels, ((firstRow + row) + 16), ((firstColumn + column) + 16), sum11);
      adjoint_gpu_kernels_ConvolutionInputGradientF32__store(this, firstChannel, groupChannels, ((firstRow + row) + 16), ((firstColumn + column) + 32), sum12);
      adjoint_gpu_kernels_ConvolutionInputGradientF32__store(this, firstChannel, groupChannels, ((firstRow + row) + 16), ((firstColumn + column) + 48), sum13);
      adjoint_gpu_kernels_ConvolutionInputGradientF32__store(this, firstChannel, groupChannels, ((firstRow + row) + 32), (firstColumn + column), sum20);
      adjoint_gpu_kernels_ConvolutionInputGradientF32__store(this, firstChannel, groupChannels, ((firstRow + row) + 32), ((firstColumn + column) + 16), sum21);
      adjoint_gpu_kernels_ConvolutionInputGradientF32__store(this, firstChannel, groupChannels, ((firstRow + row) + 32), ((firstColumn + column) + 32), sum22);
      adjoint_gpu_kernels_ConvolutionInputGradientF32__store(this, firstChannel, groupChannels, ((firstRow + row) + 32), ((firstColumn + column) + 48), sum23);
      adjoint_gpu_kernels_ConvolutionInputGradientF32__store(this, firstChannel, groupChannels, ((firstRow + row) + 48), (firstColumn + column), sum30);
      adjoint_gpu_kernels_ConvolutionInputGradientF32__store(this, firstChannel, groupChannels, ((firstRow + row) + 48), ((firstColumn + column) + 16), sum31);
      adjoint_gpu_kernels_ConvolutionInputGradientF32__store(this, firstChannel, groupChannels, ((firstRow + row) + 48), ((firstColumn + column) + 32), sum32);
      adjoint_gpu_kernels_ConvolutionInputGradientF32__store(this, firstChannel, groupChannels, ((firstRow + row) + 48), ((firstColumn + column) + 48), sum33);
      return;
   }
}

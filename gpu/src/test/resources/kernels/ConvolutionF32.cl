typedef struct This_s{
   int activation;
   int outputHeight;
   int outputWidth;
   int biased;
   __global float *bias;
   int outputs;
   __global float *result;
   __local float *tileA;
   __local float *tileB;
   int keptAt;
   __global float *weights;
   __global float *kept;
   int groups;
   int channels;
   int kernelHeight;
   int kernelWidth;
   int strideY;
   int paddingY;
   int strideX;
   int paddingX;
   int dilationY;
   int dilationX;
   int height;
   int width;
   __global float *images;
   int passid;
}This;
int get_pass_id(This *this){
   return this->passid;
}
float adjoint_gpu_kernels_ConvolutionF32__activate(This *this, float value){
   float activated = value;
   if (this->activation==1){
      activated = value / (1.0f + exp(-value));
   }
   if (this->activation==2 && value<0.0f){
      activated = 0.0f;
   }
   return(activated);
}
void adjoint_gpu_kernels_ConvolutionF32__store(This *this, int firstOutput, int groupOutputs, int r, int p, float sum){
   int pixels = this->outputHeight * this->outputWidth;
   if (r<groupOutputs && p<pixels){
      float value = sum;
      if (this->biased==1){
         value = value + this->bias[((firstOutput % this->outputs) + r)];
      }
      this->result[((firstOutput + r) * pixels) + p]  = adjoint_gpu_kernels_ConvolutionF32__activate(this, value);
   }
   return;
}
float adjoint_gpu_kernels_ConvolutionF32__terms(This *this, int r, int c){
   return(((((((((this->tileA[r] * this->tileB[c]) + (this->tileA[(r + 64)] * this->tileB[(c + 64)])) + (this->tileA[(r + 128)] * this->tileB[(c + 128)])) + (this->tileA[(r + 192)] * this->tileB[(c + 192)])) + (this->tileA[(r + 256)] * this->tileB[(c + 256)])) + (this->tileA[(r + 320)] * this->tileB[(c + 320)])) + (this->tileA[(r + 384)] * this->tileB[(c + 384)])) + (this->tileA[(r + 448)] * this->tileB[(c + 448)])));
}
void adjoint_gpu_kernels_ConvolutionF32__loadWeight(This *this, int firstOutput, int count, int depth, int firstRow, int first, int item, int i){
   int r = (item / 8) + (32 * i);
   int d = item % 8;
   float value = 0.0f;
   if ((firstRow + r)<count && (first + d)<depth){
      int index = ((((firstOutput + firstRow) + r) * depth) + first) + d;
      if (this->keptAt<0){
         value = this->weights[index];
      } else {
         value = this->kept[(this->keptAt + index)];
      }
   }
   this->tileA[(d * 64) + r]  = value;
   return;
}
__kernel void run(
   int activation, 
   int outputHeight, 
   int outputWidth, 
   int biased, 
   __global float *bias, 
   int outputs, 
   __global float *result, 
   __local float *tileA, 
   __local float *tileB, 
   int keptAt, 
   __global float *weights, 
   __global float *kept, 
   int groups, 
   int channels, 
   int kernelHeight, 
   int kernelWidth, 
   int strideY, 
   int paddingY, 
   int strideX, 
   int paddingX, 
   int dilationY, 
   int dilationX, 
   int height, 
   int width, 
   __global float *images, 
   int passid
){
   This thisStruct;
   This* this=&thisStruct;
   this->activation = activation;
   this->outputHeight = outputHeight;
   this->outputWidth = outputWidth;
   this->biased = biased;
   this->bias = bias;
   this->outputs = outputs;
   this->result = result;
   this->tileA = tileA;
   this->tileB = tileB;
   this->keptAt = keptAt;
   this->weights = weights;
   this->kept = kept;
   this->groups = groups;
   this->channels = channels;
   this->kernelHeight = kernelHeight;
   this->kernelWidth = kernelWidth;
   this->strideY = strideY;
   this->paddingY = paddingY;
   this->strideX = strideX;
   this->paddingX = paddingX;
   this->dilationY = dilationY;
   this->dilationX = dilationX;
   this->height = height;
   this->width = width;
   this->images = images;
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
      int depth = groupChannels * taps;
      int pixels = this->outputHeight * this->outputWidth;
      int pixel = firstColumn + (item % 64);
      int top = ((pixel / this->outputWidth) * this->strideY) - this->paddingY;
      int leftmost = ((pixel % this->outputWidth) * this->strideX) - this->paddingX;
      int firstPlane = (image * this->channels) + (group * groupChannels);
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
            adjoint_gpu_kernels_ConvolutionF32__loadWeight(this, (group * groupOutputs), groupOutputs, depth, firstRow, first, item, i);
            {
               int d = (item / 64) + (4 * i);
               int term = first + d;
               float value = 0.0f;
               if (pixel<pixels && term<depth){
                  int y = top + (((term % taps) / this->kernelWidth) * this->dilationY);
                  int x = leftmost + ((term % this->kernelWidth) * this->dilationX);
                  if (y>=0 && y<this->height && x>=0 && x<this->width){
                     value = this->images[(((((firstPlane + (term / taps)) * this->height) + y) * this->width) + x)];
                  }
               }
               this->tileB[(d * 64) + (item % 64)]  = value;
            }
         }
         barrier(CLK_LOCAL_MEM_FENCE);
         sum00 = sum00 + adjoint_gpu_kernels_ConvolutionF32__terms(this, row, column);
         sum01 = sum01 + adjoint_gpu_kernels_ConvolutionF32__terms(this, row, (column + 16));
         sum02 = sum02 + adjoint_gpu_kernels_ConvolutionF32__terms(this, row, (column + 32));
         sum03 = sum03 + adjoint_gpu_kernels_ConvolutionF32__terms(this, row, (column + 48));
         sum10 = sum10 + adjoint_gpu_kernels_ConvolutionF32__terms(this, (row + 16), column);
         sum11 = sum11 + adjoint_gpu_kernels_ConvolutionF32__terms(this, (row + 16), (column + 16));
         sum12 = sum12 + adjoint_gpu_kernels_ConvolutionF32__terms(this, (row + 16), (column + 32));
         sum13 = sum13 + adjoint_gpu_kernels_ConvolutionF32__terms(this, (row + 16), (column + 48));
         sum20 = sum20 + adjoint_gpu_kernels_ConvolutionF32__terms(this, (row + 32), column);
         sum21 = sum21 + adjoint_gpu_kernels_ConvolutionF32__terms(this, (row + 32), (column + 16));
         sum22 = sum22 + adjoint_gpu_kernels_ConvolutionF32__terms(this, (row + 32), (column + 32));
         sum23 = sum23 + adjoint_gpu_kernels_ConvolutionF32__terms(this, (row + 32), (column + 48));
         sum30 = sum30 + adjoint_gpu_kernels_ConvolutionF32__terms(this, (row + 48), column);
         sum31 = sum31 + adjoint_gpu_kernels_ConvolutionF32__terms(this, (row + 48), (column + 16));
         sum32 = sum32 + adjoint_gpu_kernels_ConvolutionF32__terms(this, (row + 48), (column + 32));
         sum33 = sum33 + adjoint_gpu_kernels_ConvolutionF32__terms(this, (row + 48), (column + 48));
         barrier(CLK_LOCAL_MEM_FENCE);
      }
      int firstOutput = (image * this->outputs) + (group * groupOutputs);
      adjoint_gpu_kernels_ConvolutionF32__store(this, firstOutput, groupOutputs, (firstRow + row), (firstColumn + column), sum00);
      adjoint_gpu_kernels_ConvolutionF32__store(this, firstOutput, groupOutputs, (firstRow + row), ((firstColumn + column) + 16), sum01);
      adjoint_gpu_kernels_ConvolutionF32__store(this, firstOutput, groupOutputs, (firstRow + row), ((firstColumn + column) + 32), sum02);
      adjoint_gpu_kernels_ConvolutionF32__store(this, firstOutput, groupOutputs, (firstRow + row), ((firstColumn + column) + 48), sum03);
      adjoint_gpu_kernels_ConvolutionF32__store(this, firstOutput, groupOutputs, ((firstRow + row) + 16), (firstColumn + column), sum10);
      adjoint_gpu_kernels_ConvolutionF32__store(this, firstOutput, groupOutputs, ((firstRow + row) + 16), ((firstColumn + column) + 16), sum11);
      adjoint_gpu_kernels_ConvolutionF32__store(this, firstOutput, groupOutputs, ((firstRow + row) + 16), ((firstColumn + column) + 32), sum12);
      adjoint_gpu_kernels_ConvolutionF32__store(this, firstOutput, groupOutputs, ((firstRow + row) + 16), ((firstColumn + column) + 48), sum13);
      adjoint_gpu_kernels_ConvolutionF32__store(this, firstOutput, groupOutputs, ((firstRow + row) + 32), (firstColumn + column), sum20);
      adjoint_gpu_kernels_ConvolutionF32__store(this, firstOutput, groupOutputs, ((firstRow + row) + 32), ((firstColumn + column) + 16), sum21);
      adjoint_gpu_kernels_ConvolutionF32__store(this, firstOutput, groupOutputs, ((firstRow + row) + 32), ((firstColumn + column) + 32), sum22);
      adjoint_gpu_kernels_ConvolutionF32__store(this, firstOutput, groupOutputs, ((firstRow + row) + 32), ((firstColumn + column) + 48), sum23);
      adjoint_gpu_kernels_ConvolutionF32__store(this, firstOutput, groupOutputs, ((firstRow + row) + 48), (firstColumn + column), sum30);
      adjoint_gpu_kernels_ConvolutionF32__store(this, firstOutput, groupOutputs, ((firstRow + row) + 48), ((firstColumn + column) + 16), sum31);
      adjoint_gpu_kernels_ConvolutionF32__store(this, firstOutput, groupOutputs, ((firstRow + row) + 48), ((firstColumn + column) + 32), sum32);
      adjoint_gpu_kernels_ConvolutionF32__store(this, firstOutput, groupOutputs, ((firstRow + row) + 48), ((firstColumn + column) + 48), sum33);
      return;
   }
}
